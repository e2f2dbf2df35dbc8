import { presentSorted } from './present-sorted.js';

/**
 * The share of the real records' categories that occur among the synthetic ones.
 *
 * @param synthetic n category indices, NaN where missing
 * @param real m category indices, NaN where missing
 * @returns 1 if the real column holds no category
 * @see SDMetrics CategoryCoverage
 */
export function categoryCoverage(synthetic: Float64Array, real: Float64Array): number {
  const ours = new Set(presentSorted(synthetic));
  const theirs = [...new Set(presentSorted(real))];
  return theirs.length === 0 ? 1 : theirs.filter((category) => ours.has(category)).length / theirs.length;
}

/**
 * The share of the real range that the synthetic values span.
 *
 * @param synthetic n numbers, NaN where missing
 * @param real m numbers, NaN where missing
 * @returns between 0 and 1; null if either has no value, or the real column has one value only
 * @see SDMetrics RangeCoverage
 */
export function rangeCoverage(synthetic: Float64Array, real: Float64Array): number | null {
  const [ours, theirs] = [rangeOf(synthetic), rangeOf(real)];
  if (ours === null || theirs === null || theirs.low === theirs.high) return null;
  const width = theirs.high - theirs.low;
  return Math.max(0, 1 - Math.max(0, ours.low - theirs.low) / width - Math.max(0, theirs.high - ours.high) / width);
}

/**
 * The share of the synthetic values that lie within the real range.
 *
 * @returns between 0 and 1; null if either has no value
 * @see SDMetrics BoundaryAdherence
 */
export function boundaryAdherence(synthetic: Float64Array, real: Float64Array): number | null {
  const [ours, theirs] = [presentSorted(synthetic), rangeOf(real)];
  if (ours.length === 0 || theirs === null) return null;
  return ours.filter((value) => value >= theirs.low && value <= theirs.high).length / ours.length;
}

function rangeOf(values: Float64Array): { low: number; high: number } | null {
  const sorted = presentSorted(values);
  return sorted.length === 0 ? null : { low: sorted[0], high: sorted[sorted.length - 1] };
}
