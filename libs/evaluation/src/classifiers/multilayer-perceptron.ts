import { seededRandom, permutation } from '../seeded-random.js';
import type { SeededRandom } from '../seeded-random.js';
import { adam } from './adam.js';
import { rowOf, scoring, sigmoid } from './classifier.js';
import type { Classifier, Matrix } from './classifier.js';

const LEARNING_RATE = 1e-3;
const SMALLEST_IMPROVEMENT = 1e-4;
const PATIENCE = 10;

export interface PerceptronSettings {
  readonly units: number;
  readonly l2: number;
  readonly maxEpochs: number;
  readonly maxBatch: number;
}

/**
 * One hidden layer of rectified units and a logistic output, trained with Adam on shuffled batches. Training stops
 * after more than ten epochs in a row without an improvement of the loss by 1e-4. The score is the probability of the positive class.
 */
export function multilayerPerceptron(settings: PerceptronSettings): Classifier {
  return {
    fit(x, y, seed) {
      const network = train(x, y, settings, seededRandom(seed));
      const hidden = new Float64Array(settings.units);
      return scoring((row) => forward(network, row, hidden), 0.5);
    },
  };
}

/** All weights in one vector: hidden [d, units], hidden biases [units], output [units], output bias. */
interface Network {
  readonly columns: number;
  readonly units: number;
  readonly weights: Float64Array;
}

function train(x: Matrix, y: Uint8Array, settings: PerceptronSettings, random: SeededRandom): Network {
  const network = initial(x.columns, settings.units, random);
  const optimiser = adam(network.weights, LEARNING_RATE);
  const batch = Math.min(settings.maxBatch, x.rows);
  let best = Infinity;
  let idle = 0;
  for (let epoch = 0; epoch < settings.maxEpochs && idle <= PATIENCE; epoch++) {
    const order = permutation(x.rows, random);
    let loss = 0;
    for (let from = 0; from < x.rows; from += batch) {
      const rows = order.subarray(from, Math.min(from + batch, x.rows));
      const result = batchGradient(network, { x, y, rows }, settings.l2);
      loss += (result.loss * rows.length) / x.rows;
      optimiser.step(result.gradient);
    }
    idle = loss > best - SMALLEST_IMPROVEMENT ? idle + 1 : 0;
    best = Math.min(best, loss);
  }
  return network;
}

/** Glorot's uniform initialisation, biases included. */
function initial(columns: number, units: number, random: SeededRandom): Network {
  const inner = columns * units + units;
  const innerBound = Math.sqrt(6 / (columns + units));
  const outerBound = Math.sqrt(6 / (units + 1));
  const draw = (k: number): number => (2 * random.uniform() - 1) * (k < inner ? innerBound : outerBound);
  return { columns, units, weights: Float64Array.from({ length: inner + units + 1 }, (_, k) => draw(k)) };
}

/** Fills `hidden` with the units' outputs and returns the probability; zero features, most of a one-hot row, are skipped. */
function forward({ columns, units, weights }: Network, row: Float64Array, hidden: Float64Array): number {
  const biases = columns * units;
  for (let u = 0; u < units; u++) hidden[u] = weights[biases + u];
  for (let k = 0; k < columns; k++) {
    const value = row[k];
    if (value === 0) continue;
    for (let u = 0, at = k * units; u < units; u++, at++) hidden[u] += value * weights[at];
  }
  const output = biases + units;
  let z = weights[output + units];
  for (let u = 0; u < units; u++) {
    if (hidden[u] < 0) hidden[u] = 0;
    z += hidden[u] * weights[output + u];
  }
  return sigmoid(z);
}

interface Batch {
  readonly x: Matrix;
  readonly y: Uint8Array;
  readonly rows: Int32Array;
}

function batchGradient(network: Network, { x, y, rows }: Batch, l2: number): { gradient: Float64Array; loss: number } {
  const gradient = new Float64Array(network.weights.length);
  const hidden = new Float64Array(network.units);
  let loss = 0;
  for (const n of rows) {
    const row = rowOf(x, n);
    const p = forward(network, row, hidden);
    loss -= Math.log(Math.max(y[n] === 1 ? p : 1 - p, Number.EPSILON));
    accumulate(network, gradient, { row, hidden, error: p - y[n] });
  }
  const penalty = addPenalty(network, gradient, l2);
  for (let k = 0; k < gradient.length; k++) gradient[k] /= rows.length;
  return { gradient, loss: (loss + penalty / 2) / rows.length };
}

interface Activation {
  readonly row: Float64Array;
  readonly hidden: Float64Array;
  readonly error: number;
}

function accumulate({ columns, units, weights }: Network, gradient: Float64Array, { row, hidden, error }: Activation): void {
  const biases = columns * units;
  const output = biases + units;
  const delta = hidden.map((value, u) => (value > 0 ? error * weights[output + u] : 0));
  for (let u = 0; u < units; u++) {
    gradient[output + u] += error * hidden[u];
    gradient[biases + u] += delta[u];
  }
  gradient[output + units] += error;
  for (let k = 0; k < columns; k++) {
    const value = row[k];
    if (value === 0) continue;
    for (let u = 0, at = k * units; u < units; u++, at++) gradient[at] += value * delta[u];
  }
}

/** Adds the gradient of half `l2` times the squared weights, biases left out; returns `l2` times the squared weights. */
function addPenalty({ columns, units, weights }: Network, gradient: Float64Array, l2: number): number {
  let penalty = 0;
  const add = (k: number): void => {
    gradient[k] += l2 * weights[k];
    penalty += l2 * weights[k] ** 2;
  };
  const output = columns * units + units;
  for (let k = 0; k < columns * units; k++) add(k);
  for (let k = output; k < output + units; k++) add(k);
  return penalty;
}
