/**
 * Records in columns, in the order of the dictionary's columns.
 *
 * A numeric column holds values within the public bounds; a categorical column holds indices of categories, and the
 * number of categories for an unknown code. NaN is a missing value in both.
 */
export interface RecordTable {
  readonly rows: number;
  /** [J][rows] */
  readonly columns: readonly Float64Array[];
}

/** Records as cells of the layout: one cell index within each column. */
export interface EncodedTable {
  readonly rows: number;
  /** [rows x J], row major */
  readonly codes: Uint8Array;
}
