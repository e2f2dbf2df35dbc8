import type { Matrix } from '../classifiers/classifier.js';
import { columnOf, dayTotals, type DaySet } from './day-set.js';

/** The 2nd, 6th, ... and 98th hundredth. */
const QUANTILES = Array.from({ length: 25 }, (_, k) => 0.02 + 0.04 * k);

const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Mean absolute difference of the means of all steps; both [n, C T] on the scale of `scaledDays`. */
export function profileError(ours: Matrix, theirs: Matrix): number {
  return mean(Array.from({ length: ours.columns }, (_, j) => Math.abs(mean(columnOf(ours, j)) - mean(columnOf(theirs, j)))));
}

/** Mean absolute difference of 25 quantiles of all steps. */
export function stepQuantileError(ours: Matrix, theirs: Matrix): number {
  return mean(Array.from({ length: ours.columns }, (_, j) => quantileDistance(columnOf(ours, j), columnOf(theirs, j))));
}

/** Mean absolute difference of 25 quantiles of the sums of the first channel over a day, in its unit. */
export function totalsError(ours: DaySet, theirs: DaySet): number {
  return quantileDistance(dayTotals(ours), dayTotals(theirs));
}

function quantileDistance(a: Float64Array, b: Float64Array): number {
  const [first, second] = [a.slice().sort(), b.slice().sort()];
  return mean(QUANTILES.map((q) => Math.abs(quantile(first, q) - quantile(second, q))));
}

/** Linear between the order statistics. @param sorted not empty */
export function quantile(sorted: Float64Array, q: number): number {
  const place = q * (sorted.length - 1);
  const low = Math.floor(place);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (place - low) * (sorted[high] - sorted[low]);
}
