import type { Matrix } from './classifier.js';

const MAX_BINS = 256;

/** Features as small integers in the order of their values, so that a tree finds a split by counting. */
export interface BinnedMatrix {
  readonly rows: number;
  readonly columns: number;
  /** [columns][rows] */
  readonly bins: readonly Uint8Array[];
  /** [columns][bins]: the lowest value in each bin. */
  readonly lowest: readonly Float64Array[];
  /** [columns][bins]: the highest value in each bin. */
  readonly highest: readonly Float64Array[];
}

/**
 * Bins every column: one bin per distinct value where there are at most 256, else at most 256 bins of about equal counts.
 *
 * @param x [n, d], n at least 1
 */
export function binned(x: Matrix): BinnedMatrix {
  const columns = Array.from({ length: x.columns }, (_, column) => columnOf(x, column));
  const lowest = columns.map(lowestOfBins);
  const bins = columns.map((values, column) => Uint8Array.from(values, (value) => binOf(value, lowest[column])));
  const highest = columns.map((values, column) => highestOfBins(values, bins[column], lowest[column]));
  return { rows: x.rows, columns: x.columns, bins, lowest, highest };
}

function columnOf(x: Matrix, column: number): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, row) => x.values[row * x.columns + column]);
}

function lowestOfBins(values: Float64Array): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const all = distinct(sorted);
  if (all.length <= MAX_BINS) return all;
  return distinct(Float64Array.from({ length: MAX_BINS }, (_, k) => sorted[Math.floor((k * sorted.length) / MAX_BINS)]));
}

function distinct(ascending: Float64Array): Float64Array {
  return ascending.filter((value, k) => k === 0 || value !== ascending[k - 1]);
}

/** The last bin whose lowest value is at most `value`. */
function binOf(value: number, lowest: Float64Array): number {
  let low = 0;
  let high = lowest.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lowest[middle] <= value) low = middle;
    else high = middle;
  }
  return low;
}

function highestOfBins(values: Float64Array, bins: Uint8Array, lowest: Float64Array): Float64Array {
  const highest = Float64Array.from(lowest);
  values.forEach((value, row) => {
    highest[bins[row]] = Math.max(highest[bins[row]], value);
  });
  return highest;
}
