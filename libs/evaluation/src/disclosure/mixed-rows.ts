import type { DataDictionary, RecordTable } from '@commonward/schema';

/** Records as rows of numbers between which `rowDistance` counts every column alike. */
export interface MixedRows {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns], row major: a number in units of its column's range, the index of a category; far from everything where missing. */
  readonly values: Float64Array;
}

const MISSING = -1e9;

/**
 * The range of every numeric column over all the tables, and 1 where a column has one value or holds categories: what one
 * number differs from another by, at most.
 */
export function columnRanges(tables: readonly RecordTable[], { columns }: DataDictionary): number[] {
  return columns.map(({ type }, j) => {
    if (type === 'categorical') return 1;
    let [low, high] = [Infinity, -Infinity];
    for (const { columns: values } of tables) {
      for (const value of values[j]) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    return high > low ? high - low : 1;
  });
}

/** @param ranges [columns], by which differences are divided */
export function mixedRows({ rows, columns }: RecordTable, ranges: readonly number[]): MixedRows {
  const values = new Float64Array(rows * columns.length);
  columns.forEach((column, j) => {
    for (let row = 0; row < rows; row++) values[row * columns.length + j] = Number.isNaN(column[row]) ? MISSING : column[row] / ranges[j];
  });
  return { rows, columns: columns.length, values };
}

/** The same rows with the named columns only. */
export function withColumns({ rows, columns, values }: MixedRows, kept: readonly number[]): MixedRows {
  const out = new Float64Array(rows * kept.length);
  for (let row = 0; row < rows; row++) kept.forEach((column, k) => (out[row * kept.length + k] = values[row * columns + column]));
  return { rows, columns: kept.length, values: out };
}
