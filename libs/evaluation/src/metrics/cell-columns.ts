import type { EncodedTable, TableLayout } from '@commonward/schema';

/** The cells of each column by themselves, [J][rows]: what counts pairs of columns reads those two, not whole records. */
export const cellColumns = ({ rows, codes }: EncodedTable, { sizes }: TableLayout): Uint8Array[] =>
  Array.from(sizes, (_, column) => {
    const cells = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) cells[row] = codes[row * sizes.length + column];
    return cells;
  });
