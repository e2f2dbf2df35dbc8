import type { Column, DataDictionary } from './dictionary.js';

/** The cells of one column, in this order: value bins or categories, then other (if any), then missing (if any). */
export interface ColumnCells {
  readonly name: string;
  readonly size: number;
  /** Number of value bins or of categories. */
  readonly values: number;
  readonly otherCell: number | null;
  readonly missingCell: number | null;
}

/** Where the cells of every column lie in the one-hot vector of a record. */
export interface TableLayout {
  readonly columns: readonly ColumnCells[];
  /** [J] cells of each column. */
  readonly sizes: Int32Array;
  /** [J + 1] first cell of each column, and the number of all cells. */
  readonly offsets: Int32Array;
  readonly cells: number;
  /** Index of the target column. */
  readonly target: number;
}

/** The cells of a dictionary's columns; public, and the same at every site. */
export function tableLayout(dictionary: DataDictionary): TableLayout {
  const columns = dictionary.columns.map(columnCells);
  const sizes = Int32Array.from(columns, (column) => column.size);
  const offsets = new Int32Array(columns.length + 1);
  sizes.forEach((size, j) => (offsets[j + 1] = offsets[j] + size));
  const target = dictionary.columns.findIndex((column) => column.name === dictionary.target);
  return { columns, sizes, offsets, cells: offsets[columns.length], target };
}

/** The cells of one column. */
export function columnCells(column: Column): ColumnCells {
  const values = column.type === 'numeric' ? column.edges.length - 1 : column.categories.length;
  const hasMissing = column.missing.length > 0;
  const hasOther = column.type === 'categorical' && column.other;
  const otherCell = hasOther ? values : null;
  const missingCell = hasMissing ? values + Number(hasOther) : null;
  return { name: column.name, size: values + Number(hasOther) + Number(hasMissing), values, otherCell, missingCell };
}
