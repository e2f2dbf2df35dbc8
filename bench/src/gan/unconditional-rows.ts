import type { RowShape } from '@commonward/networks';
import { decodeTable, encodeTable, tableLayout } from '@commonward/schema';
import type { DataDictionary, RecordTable } from '@commonward/schema';

/** Records as a network reads them that learns the target like every other column: nothing about it must be public or paid for. */
export interface UnconditionalRows {
  /** All columns, and one class that every record belongs to. */
  readonly shape: RowShape;
  readonly rowsOf: (table: RecordTable) => Float32Array[];
  /** Records of drawn cells. @param codes [records * columns] */
  readonly tableOf: (codes: Uint8Array, uniform: () => number) => RecordTable;
}

export function unconditionalRows(dictionary: DataDictionary): UnconditionalRows {
  const { sizes, offsets, cells } = tableLayout(dictionary);
  return {
    shape: { columns: [...sizes], classes: 1 },
    rowsOf: (table) => {
      const { rows, codes } = encodeTable(table, dictionary);
      return Array.from({ length: rows }, (_, row) => {
        const oneHot = new Float32Array(cells + 1);
        sizes.forEach((_size, column) => (oneHot[offsets[column] + codes[row * sizes.length + column]] = 1));
        oneHot[cells] = 1;
        return oneHot;
      });
    },
    tableOf: (codes, uniform) => decodeTable({ encoded: { rows: codes.length / sizes.length, codes }, dictionary, uniform }),
  };
}
