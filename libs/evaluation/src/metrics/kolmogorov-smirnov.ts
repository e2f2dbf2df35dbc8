import { presentSorted } from './present-sorted.js';

/**
 * The largest difference between the cumulative shares of two samples; missing values do not count.
 *
 * @param a n numbers, NaN where missing
 * @param b m numbers, NaN where missing
 * @returns between 0 and 1; null if either has no value
 * @see scipy.stats.ks_2samp; one less SDMetrics' KSComplement
 */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number | null {
  const [first, second] = [a, b].map(presentSorted);
  if (first.length === 0 || second.length === 0) return null;
  let largest = 0;
  for (let i = 0, j = 0; i < first.length && j < second.length; ) {
    const value = Math.min(first[i], second[j]);
    while (i < first.length && first[i] <= value) i++;
    while (j < second.length && second[j] <= value) j++;
    largest = Math.max(largest, Math.abs(i / first.length - j / second.length));
  }
  return largest;
}
