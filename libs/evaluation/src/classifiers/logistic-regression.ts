import { sigmoid, scoring } from './classifier.js';
import type { Classifier, Matrix } from './classifier.js';
import { solvePositiveDefinite } from './cholesky.js';

const MAX_STEPS = 100;
const SMALLEST_STEP = 1e-10;
const MAX_HALVINGS = 40;

/** Weights [d], then the intercept. */
export interface LogisticFit {
  readonly coefficients: Float64Array;
  readonly intercept: number;
}

/** Ridge-penalised logistic regression; the score is the probability of the positive class. */
export function logisticRegression({ inverseRegularisation }: { inverseRegularisation: number }): Classifier {
  return {
    fit(x, y) {
      const { coefficients, intercept } = fitLogistic(x, y, inverseRegularisation);
      return scoring((row) => sigmoid(dot(coefficients, row) + intercept), 0.5);
    },
  };
}

/**
 * Minimises `inverseRegularisation` times the summed log loss plus half the squared weights, the intercept unpenalised,
 * by Newton steps halved until the objective falls.
 *
 * @param x [n, d]
 * @param y n labels, 0 or 1
 * @param inverseRegularisation C > 0, as in scikit-learn's `LogisticRegression`
 */
export function fitLogistic(x: Matrix, y: Uint8Array, inverseRegularisation: number): LogisticFit {
  let weights = new Float64Array(x.columns + 1);
  let loss = objective(x, y, inverseRegularisation, weights);
  for (let step = 0; step < MAX_STEPS; step++) {
    const direction = newtonDirection(x, y, inverseRegularisation, weights);
    const next = lineSearch(x, y, inverseRegularisation, { weights, direction, loss });
    const moved = next.loss < loss;
    ({ weights, loss } = next);
    if (!moved || largest(direction) < SMALLEST_STEP) break;
  }
  return { coefficients: weights.slice(0, x.columns), intercept: weights[x.columns] };
}

interface Position {
  weights: Float64Array<ArrayBuffer>;
  direction: Float64Array;
  loss: number;
}

function lineSearch(x: Matrix, y: Uint8Array, c: number, { weights, direction, loss }: Position) {
  let length = 1;
  for (let halving = 0; halving < MAX_HALVINGS; halving++, length /= 2) {
    const candidate = weights.map((weight, k) => weight - length * direction[k]);
    const candidateLoss = objective(x, y, c, candidate);
    if (candidateLoss < loss) return { weights: candidate, loss: candidateLoss };
  }
  return { weights, loss };
}

function objective(x: Matrix, y: Uint8Array, c: number, weights: Float64Array): number {
  let loss = 0;
  for (let row = 0; row < x.rows; row++) {
    const z = linear(x, row, weights);
    loss += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y[row] * z;
  }
  let penalty = 0;
  for (let k = 0; k < x.columns; k++) penalty += weights[k] ** 2;
  return c * loss + penalty / 2;
}

function newtonDirection(x: Matrix, y: Uint8Array, c: number, weights: Float64Array): Float64Array {
  const size = x.columns + 1;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const row = new Float64Array(size).fill(1);
  for (let n = 0; n < x.rows; n++) {
    row.set(x.values.subarray(n * x.columns, (n + 1) * x.columns));
    const p = sigmoid(dot(weights, row));
    addScaled(gradient, row, c * (p - y[n]));
    addOuter(hessian, row, c * p * (1 - p));
  }
  for (let k = 0; k < x.columns; k++) {
    gradient[k] += weights[k];
    hessian[k * size + k] += 1;
  }
  hessian[size * size - 1] += Number.EPSILON * x.rows;
  return solvePositiveDefinite(hessian, gradient);
}

/** Adds scale * row row' to the lower triangle. */
function addOuter(into: Float64Array, row: Float64Array, scale: number): void {
  const size = row.length;
  for (let i = 0; i < size; i++) {
    const factor = scale * row[i];
    if (factor === 0) continue;
    for (let j = 0; j <= i; j++) into[i * size + j] += factor * row[j];
  }
}

function addScaled(into: Float64Array, row: Float64Array, scale: number): void {
  for (let k = 0; k < row.length; k++) into[k] += scale * row[k];
}

function linear(x: Matrix, row: number, weights: Float64Array): number {
  let sum = weights[x.columns];
  for (let k = 0; k < x.columns; k++) sum += weights[k] * x.values[row * x.columns + k];
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
