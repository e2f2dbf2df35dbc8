import type { Matrix } from '../classifiers/classifier.js';

/** How far the relations between steps are apart. */
export interface RelationDistances {
  /** Mean absolute difference of correlations between two steps of one channel. */
  readonly within: number;
  /** The same between steps of two channels. */
  readonly across: number;
  /** Mean absolute difference of autocorrelations 1 to 12 steps apart, of what departs from each step's mean. */
  readonly autocorrelation: number;
}

/**
 * @param ours [n, C T] on the scale of `scaledDays`
 * @param theirs [m, C T]
 * @param steps T
 */
export function relationDistances(ours: Matrix, theirs: Matrix, steps: number): RelationDistances {
  const [first, second] = [correlations(ours), correlations(theirs)];
  const apart = first.map((value, at) => Math.abs(value - second[at]));
  return { ...correlationErrors(apart, ours.columns, steps), autocorrelation: autocorrelationError(ours, theirs, steps) };
}

/** Means over the pairs of each channel, or of each two channels; then over these. */
function correlationErrors(apart: Float64Array, columns: number, steps: number): { readonly within: number; readonly across: number } {
  const channels = columns / steps;
  const sums = new Float64Array(channels * channels);
  for (let i = 0; i < columns; i += 1) for (let j = i + 1; j < columns; j += 1) sums[Math.floor(i / steps) * channels + Math.floor(j / steps)] += apart[i * columns + j];
  let [within, across] = [0, 0];
  sums.forEach((sum, at) => {
    if (at % (channels + 1) === 0) within += sum / ((steps * (steps - 1)) / 2);
    else across += sum / (steps * steps);
  });
  return { within: within / channels, across: channels < 2 ? 0 : across / ((channels * (channels - 1)) / 2) };
}

/** [d, d] Pearson's correlations; 0 with a column that does not vary. */
export function correlations(x: Matrix): Float64Array {
  const { rows, columns } = x;
  const z = standardised(x);
  const result = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < columns; i += 1) {
      const value = z[row * columns + i];
      for (let j = 0; j < columns; j += 1) result[i * columns + j] += value * z[row * columns + j];
    }
  }
  return result.map((sum) => sum / rows);
}

function standardised(x: Matrix): Float64Array {
  const { rows, columns } = x;
  const centred = centredColumns(x);
  const spread = new Float64Array(columns);
  centred.forEach((value, at) => (spread[at % columns] += (value * value) / rows));
  return centred.map((value, at) => (spread[at % columns] > 1e-20 ? value / Math.sqrt(spread[at % columns]) : 0));
}

function centredColumns({ rows, columns, values }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  values.forEach((value, at) => (means[at % columns] += value / rows));
  return values.map((value, at) => value - means[at % columns]);
}

const LAGS = 12;

function autocorrelationError(ours: Matrix, theirs: Matrix, steps: number): number {
  const [first, second] = [autocorrelations(ours, steps), autocorrelations(theirs, steps)];
  return first.reduce((sum, value, at) => sum + Math.abs(value - second[at]), 0) / first.length;
}

/** [C, lags] */
function autocorrelations(x: Matrix, steps: number): number[] {
  const centred = centredColumns(x);
  const lags = Math.min(LAGS, steps - 1);
  return Array.from({ length: (x.columns / steps) * lags }, (_, at) => {
    const first = Math.floor(at / lags) * steps;
    return productMean({ ...x, values: centred }, { first, steps, lag: (at % lags) + 1 }) / productMean({ ...x, values: centred }, { first, steps, lag: 0 });
  });
}

function productMean({ rows, columns, values }: Matrix, { first, steps, lag }: { readonly first: number; readonly steps: number; readonly lag: number }): number {
  let sum = 0;
  for (let row = 0; row < rows; row += 1) for (let t = 0; t < steps - lag; t += 1) sum += values[row * columns + first + t] * values[row * columns + first + t + lag];
  return sum / (rows * (steps - lag));
}
