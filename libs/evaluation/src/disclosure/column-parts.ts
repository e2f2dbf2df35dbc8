import type { MixedRows } from './mixed-rows.js';

/** One column of a table, cut into few parts; a part ends at values that rows have. */
export interface ColumnParts {
  /** [parts], ascending: the least value and the largest one of the rows in it. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  /** The part that each row's value lies in, [rows]. */
  readonly of: Uint8Array;
}

const MOST_PARTS = 4;
/** Rows by which a column is cut. */
const SOME_ROWS = 1000;

/** A part for every value where there are at most four, else at most four parts with about as many rows in each. @param table at least one row */
export function columnParts({ rows, columns, values }: MixedRows, column: number): ColumnParts {
  const cuts = cutsOf(Float64Array.from({ length: Math.min(rows, SOME_ROWS) }, (_, k) => values[Math.floor((k * rows) / Math.min(rows, SOME_ROWS)) * columns + column]));
  const [lowest, highest] = [new Float64Array(cuts.length).fill(Infinity), new Float64Array(cuts.length).fill(-Infinity)];
  const of = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = values[row * columns + column];
    const part = partOf(value, cuts);
    of[row] = part;
    if (value < lowest[part]) lowest[part] = value;
    if (value > highest[part]) highest[part] = value;
  }
  return { lowest, highest, of };
}

/** Where parts begin, ascending; what is below the first cut is in the first part too. */
function cutsOf(some: Float64Array): Float64Array {
  const sorted = some.sort();
  const distinct = (ascending: Float64Array): Float64Array => ascending.filter((value, k) => k === 0 || value !== ascending[k - 1]);
  const all = distinct(sorted);
  return all.length <= MOST_PARTS ? all : distinct(Float64Array.from({ length: MOST_PARTS }, (_, k) => sorted[Math.floor((k * sorted.length) / MOST_PARTS)]));
}

function partOf(value: number, cuts: Float64Array): number {
  let part = 0;
  while (part + 1 < cuts.length && value >= cuts[part + 1]) part++;
  return part;
}
