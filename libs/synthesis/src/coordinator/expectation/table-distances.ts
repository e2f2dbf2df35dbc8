import type { TableLayout } from '@commonward/schema';
import { pairCounts } from '../pair-counts.js';

/** Mean total variation distances, each from 0 to 1. */
export interface TableDistances {
  /** over the columns */
  readonly oneWay: number;
  /** over the pairs of columns; 0 if there is only one column */
  readonly twoWay: number;
}

/**
 * How far the shares of two sets of records are apart in all tables of one and of two columns.
 * @param left [n, J] cells, n at least 1
 * @param right as many rows
 */
export function tableDistances(left: Uint8Array, right: Uint8Array, layout: TableLayout): TableDistances {
  const { offsets, sizes, cells } = layout;
  const columns = sizes.length;
  const rows = left.length / columns;
  const ones = new Float64Array(cells);
  for (let at = 0; at < left.length; at += 1) {
    ones[offsets[at % columns] + left[at]] += 1;
    ones[offsets[at % columns] + right[at]] -= 1;
  }
  const theirs = pairCounts(right, rows, layout);
  const twos = pairCounts(left, rows, layout).reduce((sum, count, at) => sum + Math.abs(count - theirs[at]), 0);
  const pairs = columns * (columns - 1);
  return { oneWay: sumOfSizes(ones) / 2 / rows / columns, twoWay: pairs === 0 ? 0 : twos / 2 / rows / pairs };
}

const sumOfSizes = (values: Float64Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0);
