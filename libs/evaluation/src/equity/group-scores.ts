import { Z_95, type Estimate } from '../metrics/interval.js';
import type { TestPredictions } from '../six-predictions.js';

/** How often models are right about the records of one group; means over the models, with intervals over the draw of records. */
export interface GroupAccuracy {
  /** Test records of the group whose target is known. */
  readonly records: number;
  readonly synthetic: Estimate;
  readonly real: Estimate;
  /** Synthetic less real, on the same records. */
  readonly difference: Estimate;
}

/** Which share of the models is right about each record, [records]. */
export function shareRight(predictions: readonly TestPredictions[]): Float64Array {
  const [{ truth }] = predictions;
  return Float64Array.from(truth, (label, row) => predictions.reduce((right, { predicted }) => right + Number(predicted[row] === label), 0) / predictions.length);
}

/**
 * @param rows of the group, among those that models were asked about
 * @returns null for fewer than two records, which have no interval
 */
export function groupAccuracy(synthetic: Float64Array, real: Float64Array, rows: readonly number[]): GroupAccuracy | null {
  if (rows.length < 2) return null;
  const [ours, theirs] = [synthetic, real].map((right) => rows.map((row) => right[row]));
  return { records: rows.length, synthetic: meanWithin(ours, 0), real: meanWithin(theirs, 0), difference: meanWithin(ours.map((right, k) => right - theirs[k]), -1) };
}

/** A mean and its 95 % interval by the central limit theorem, cut to [least, 1]. */
function meanWithin(values: readonly number[], least: number): Estimate {
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (values.length - 1);
  const half = Z_95 * Math.sqrt(variance / values.length);
  return { value, low: Math.max(least, value - half), high: Math.min(1, value + half) };
}
