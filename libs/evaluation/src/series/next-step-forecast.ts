import { solvePositiveDefinite } from '../classifiers/cholesky.js';
import { rowOf, type Matrix } from '../classifiers/classifier.js';

const BEFORE = 3;
const RIDGE = 1;

/** From the three steps before a step, of all channels, to the step's first channel; for every step after the first quarter of the day but the last. */
interface Examples {
  readonly x: Matrix;
  readonly y: Float64Array;
}

/**
 * How much of the variance of the next step a linear forecast explains on real days that was fitted to these: 1 - squared error /
 * variance, below 0 if the mean would do better.
 * @param training [n, C T] on the scale of `scaledDays`
 * @param test [m, C T]
 * @param steps T
 * @see Hoerl, Kennard 1970: ridge regression, with penalty 1 and a free intercept
 */
export function forecastR2({ training, test, steps }: { readonly training: Matrix; readonly test: Matrix; readonly steps: number }): number {
  const fitted = examplesOf(training, steps);
  const { weights, intercept } = ridge(fitted);
  const { x, y } = examplesOf(test, steps);
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  let [missed, all] = [0, 0];
  y.forEach((value, row) => {
    const forecast = rowOf(x, row).reduce((sum, feature, j) => sum + feature * weights[j], intercept);
    missed += (value - forecast) * (value - forecast);
    all += (value - mean) * (value - mean);
  });
  return 1 - missed / all;
}

function examplesOf(days: Matrix, steps: number): Examples {
  const channels = days.columns / steps;
  const first = Math.max(BEFORE, Math.floor(steps / 4));
  const [features, targets]: [number[], number[]] = [[], []];
  for (let at = first; at < steps - 1; at += 1) {
    for (let row = 0; row < days.rows; row += 1) {
      const day = rowOf(days, row);
      for (let before = BEFORE; before >= 1; before -= 1) for (let c = 0; c < channels; c += 1) features.push(day[c * steps + at - before]);
      targets.push(day[at]);
    }
  }
  return { x: { rows: targets.length, columns: BEFORE * channels, values: Float64Array.from(features) }, y: Float64Array.from(targets) };
}

function ridge({ x: { rows, columns, values }, y }: Examples): { readonly weights: Float64Array; readonly intercept: number } {
  const means = new Float64Array(columns);
  values.forEach((value, at) => (means[at % columns] += value / rows));
  const mean = y.reduce((sum, value) => sum + value, 0) / rows;
  const moments = new Float64Array(columns * columns);
  const products = new Float64Array(columns);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < columns; i += 1) {
      const value = values[row * columns + i] - means[i];
      products[i] += value * (y[row] - mean);
      for (let j = 0; j < columns; j += 1) moments[i * columns + j] += value * (values[row * columns + j] - means[j]);
    }
  }
  for (let i = 0; i < columns; i += 1) moments[i * columns + i] += RIDGE;
  const weights = solvePositiveDefinite(moments, products);
  return { weights, intercept: weights.reduce((sum, weight, j) => sum - weight * means[j], mean) };
}
