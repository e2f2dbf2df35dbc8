import type { RowShape } from '@commonward/networks';
import { decodeTable, encodeTable, tableLayout } from '@commonward/schema';
import type { DataDictionary, RecordTable, TableLayout } from '@commonward/schema';

/**
 * Records as a conditional network reads them: the cells of every column but the target, one-hot, then the target's.
 *
 * Everything comes from the public dictionary: closed categories and fixed bins, missing values among them.
 */
export interface RecordRows {
  readonly shape: RowShape;
  /** The target's categories; its other cells, if it has any, come after them. */
  readonly values: number;
  readonly rowsOf: (table: RecordTable) => Float32Array[];
  /** Records of drawn cells. @param codes [records * columns without the target] */
  readonly tableOf: (drawn: { readonly codes: Uint8Array; readonly classes: readonly number[]; readonly uniform: () => number }) => RecordTable;
}

export function recordRows(dictionary: DataDictionary): RecordRows {
  const layout = tableLayout(dictionary);
  const order = columnOrder(layout);
  const others = order.slice(0, -1);
  const width = order.length;
  return {
    shape: { columns: others.map((column) => layout.sizes[column]), classes: layout.sizes[layout.target] },
    values: layout.columns[layout.target].values,
    rowsOf: (table) => {
      const { rows, codes } = encodeTable(table, dictionary);
      return Array.from({ length: rows }, (_, row) => oneHot(codes.subarray(row * width, (row + 1) * width), order, layout));
    },
    tableOf: ({ codes, classes, uniform }) => {
      const encoded = new Uint8Array(classes.length * width);
      classes.forEach((drawnClass, row) => {
        others.forEach((column, j) => (encoded[row * width + column] = codes[row * others.length + j]));
        encoded[row * width + layout.target] = drawnClass;
      });
      return decodeTable({ encoded: { rows: classes.length, codes: encoded }, dictionary, uniform });
    },
  };
}

/** The target comes last. */
function columnOrder({ columns, target }: TableLayout): number[] {
  return [...columns.keys()].filter((column) => column !== target).concat(target);
}

function oneHot(codes: Uint8Array, order: readonly number[], { sizes, cells }: TableLayout): Float32Array {
  const row = new Float32Array(cells);
  let start = 0;
  for (const column of order) {
    row[start + codes[column]] = 1;
    start += sizes[column];
  }
  return row;
}
