import { pearson } from './correlation.js';

/**
 * Spearman's rank correlation over the rows where both values are present, ties sharing their mean rank.
 *
 * @param a n numbers, NaN where missing
 * @param b n numbers, NaN where missing
 * @returns between -1 and 1; 0 where it is undefined
 * @see scipy.stats.spearmanr
 */
export function spearman(a: Float64Array, b: Float64Array): number {
  const both = (_: number, row: number): boolean => !Number.isNaN(a[row]) && !Number.isNaN(b[row]);
  return pearson(meanRanks(a.filter(both)), meanRanks(b.filter(both)));
}

/** Ranks from 1 on; equal values share the mean of their ranks. */
export function meanRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
  const ranks = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let at = from; at < to; at++) ranks[order[at]] = (from + 1 + to) / 2;
  }
  return ranks;
}
