import { presentSorted } from './present-sorted.js';

/**
 * The 1-Wasserstein distance: how far values have to be moved, on average, to turn one sample into the other. It is the area
 * between the cumulative shares. Missing values do not count.
 *
 * @param a n numbers, NaN where missing
 * @param b m numbers, NaN where missing
 * @returns in the unit of the values, at least 0; null if either has no value
 * @see scipy.stats.wasserstein_distance
 */
export function wasserstein(a: Float64Array, b: Float64Array): number | null {
  const [first, second] = [a, b].map(presentSorted);
  if (first.length === 0 || second.length === 0) return null;
  let area = 0;
  for (let i = 0, j = 0, from = Math.min(first[0], second[0]); i < first.length || j < second.length; ) {
    const to = Math.min(i < first.length ? first[i] : Infinity, j < second.length ? second[j] : Infinity);
    area += (to - from) * Math.abs(i / first.length - j / second.length);
    while (i < first.length && first[i] === to) i++;
    while (j < second.length && second[j] === to) j++;
    from = to;
  }
  return area;
}
