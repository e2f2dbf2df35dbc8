/** Predicted chances of a class, and what came true. */
export interface Forecasts {
  /** n labels, 0 or 1; n at least 1 */
  readonly truth: ArrayLike<number>;
  /** n chances of 1, between 0 and 1 */
  readonly chances: ArrayLike<number>;
}

/** The rows whose chance lies in one of ten equal steps. */
export interface CalibrationBin {
  readonly rows: number;
  /** Mean predicted chance. */
  readonly predicted: number;
  /** Share of rows that are positive. */
  readonly observed: number;
}

const BINS = 10;

/** The mean squared difference between chance and outcome: 0 is perfect, 1/4 is always saying one half. @see Brier 1950; sklearn.metrics.brier_score_loss */
export function brierScore({ truth, chances }: Forecasts): number {
  let sum = 0;
  for (let row = 0; row < truth.length; row++) sum += (chances[row] - truth[row]) ** 2;
  return sum / truth.length;
}

/** Chances against outcomes in the ten steps from 0 to 1, those without rows left out, in order. */
export function calibrationBins({ truth, chances }: Forecasts): CalibrationBin[] {
  const sums = Array.from({ length: BINS }, () => ({ rows: 0, predicted: 0, observed: 0 }));
  for (let row = 0; row < truth.length; row++) {
    const bin = sums[Math.min(BINS - 1, Math.floor(chances[row] * BINS))];
    bin.rows++;
    bin.predicted += chances[row];
    bin.observed += truth[row];
  }
  return sums.filter(({ rows }) => rows > 0).map(({ rows, predicted, observed }) => ({ rows, predicted: predicted / rows, observed: observed / rows }));
}

/**
 * The expected calibration error: the mean distance of chance and outcome over the steps, weighted by their rows.
 *
 * @see Naeini, Cooper, Hauskrecht 2015, Obtaining well calibrated probabilities using Bayesian binning, AAAI
 */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  const n = bins.reduce((sum, { rows }) => sum + rows, 0);
  return bins.reduce((sum, { rows, predicted, observed }) => sum + (rows / n) * Math.abs(predicted - observed), 0);
}
