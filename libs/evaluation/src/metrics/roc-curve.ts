/** A point of a receiver operating characteristic. */
export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * The receiver operating characteristic: both rates as the cut falls from above every score to the lowest one. Rows with equal
 * scores are taken together.
 *
 * @param truth n labels, 0 or 1
 * @param scores n numbers, larger for the positive class
 * @returns from (0, 0) to (1, 1), one point for each distinct score and the first
 * @throws RangeError if a class is absent
 * @see sklearn.metrics.roc_curve
 */
export function rocCurve(truth: ArrayLike<number>, scores: ArrayLike<number>): RocPoint[] {
  const order = Uint32Array.from({ length: truth.length }, (_, row) => row).sort((a, b) => scores[b] - scores[a]);
  const positives = order.reduce((sum, row) => sum + truth[row], 0);
  const negatives = truth.length - positives;
  if (positives === 0 || negatives === 0) throw new RangeError('the test rows hold only one class of the target; a ROC curve needs both');
  const curve: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0 }];
  let found = 0;
  for (let at = 0; at < order.length; at++) {
    found += truth[order[at]];
    if (at + 1 < order.length && scores[order[at + 1]] === scores[order[at]]) continue;
    curve.push({ falsePositiveRate: (at + 1 - found) / negatives, truePositiveRate: found / positives });
  }
  return curve;
}

/**
 * The true-positive rate at each of the given false-positive rates, on straight lines between the points of the curve; where the
 * curve rises without a step to the side, the upper end.
 *
 * @param rates ascending, between 0 and 1
 */
export function truePositiveRates(curve: readonly RocPoint[], rates: readonly number[]): number[] {
  let at = 0;
  return rates.map((rate) => {
    while (at + 1 < curve.length && curve[at + 1].falsePositiveRate <= rate) at++;
    const [from, to] = [curve[at], curve[Math.min(at + 1, curve.length - 1)]];
    const width = to.falsePositiveRate - from.falsePositiveRate;
    return width === 0 ? from.truePositiveRate : from.truePositiveRate + ((rate - from.falsePositiveRate) / width) * (to.truePositiveRate - from.truePositiveRate);
  });
}
