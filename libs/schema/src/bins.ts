import type { NumericColumn } from './dictionary.js';

/** The part of a numeric column that says which values a bin holds and which of them decoding may give. */
export type Binning = Pick<NumericColumn, 'min' | 'max' | 'edges' | 'integer' | 'decimals'>;

/** The values of one bin between the public bounds; `inclusive` says whether `high` itself belongs to it. */
export interface BinRange {
  readonly low: number;
  readonly high: number;
  readonly inclusive: boolean;
}

/** The multiples of 1/scale in a bin: first/scale, (first + 1)/scale, ... */
export interface BinGrid {
  readonly first: number;
  readonly count: number;
  readonly scale: number;
}

/** @returns the bin of a value; values outside the edges belong to the first or the last bin */
export function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** @returns null if no value between the bounds lies in the bin */
export function binRange({ min, max, edges }: Binning, bin: number): BinRange | null {
  const low = Math.max(edges[bin], min);
  const isLast = bin === edges.length - 2;
  const end = edges[bin + 1];
  const range = isLast || max < end ? { low, high: Math.min(max, end), inclusive: true } : { low, high: end, inclusive: false };
  return holds(range, low) ? range : null;
}

/** Decimals of the values that decoding gives: 0 for whole numbers, null for any value. */
export function decimalsOf({ integer, decimals }: Binning): number | null {
  return integer ? 0 : decimals;
}

/** The values with the given number of decimals in a range; the count is 0 if there are none. */
export function binGrid(range: BinRange, decimals: number): BinGrid {
  const scale = 10 ** decimals;
  let first = Math.ceil(range.low * scale);
  while (first / scale < range.low) first += 1;
  while ((first - 1) / scale >= range.low) first -= 1;
  let end = Math.floor(range.high * scale) + 1;
  while (holds(range, end / scale)) end += 1;
  while (end > first && !holds(range, (end - 1) / scale)) end -= 1;
  return { first, count: end - first, scale };
}

/** Equal-width edges from min to max; for whole numbers never more bins than there are whole numbers. */
export function equalWidthEdges({ min, max, integer, bins }: { min: number; max: number; integer: boolean; bins: number }): number[] {
  const wholeNumbers = Math.floor(max) - Math.ceil(min) + 1;
  const count = integer ? Math.max(1, Math.min(bins, wholeNumbers)) : bins;
  const inner = Array.from({ length: count - 1 }, (_, i) => min + ((max - min) * (i + 1)) / count);
  return [min, ...inner, max];
}

function holds({ low, high, inclusive }: BinRange, value: number): boolean {
  return value >= low && (inclusive ? value <= high : value < high);
}
