import { composed, discreteGaussian, discreteLaplace, gaussian, laplace, randomisedResponse, repeated, sampled } from './an-event.fixture.js';
import type { DpEvent } from './dp-event.js';
import type { Adjacency } from './guarantee.js';
import { normalCdf } from './normal/normal.js';

/** An event with the exact delta of one pair of outputs that it allows: nobody may promise less. */
export interface KnownTruth {
  readonly name: string;
  readonly event: DpEvent;
  readonly adjacency: Adjacency;
  readonly deltaAt: (epsilon: number) => number;
}

/** The two probabilities of each possible output. */
type Outcomes = readonly (readonly [here: number, there: number])[];

/** The largest of both directions of the sum of what `here` exceeds e^epsilon times `there` by. */
const deltaOf = (outcomes: Outcomes) => (epsilon: number) => {
  const excess = (i: 0 | 1) => outcomes.reduce((sum, pair) => sum + Math.max(0, pair[i] - Math.exp(epsilon) * pair[1 - i]), 0);
  return Math.max(excess(0), excess(1));
};

/** Integers with weights, and the same moved by `shift`. */
const moved = (weight: (x: number) => number, reach: number, shift: number): Outcomes => {
  const xs = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const total = xs.reduce((sum, x) => sum + weight(x), 0);
  return xs.map((x) => [weight(x) / total, weight(x - shift) / total]);
};

const twice = (outcomes: Outcomes): Outcomes => outcomes.flatMap(([a, b]) => outcomes.map(([c, d]) => [a * c, b * d] as const));
const mixed = (outcomes: Outcomes, q: number): Outcomes => outcomes.map(([a, b]) => [a, (1 - q) * a + q * b]);
const gaussianWeight = (variance: number) => (x: number) => Math.exp((-x * x) / (2 * variance));
const laplaceWeight = (scale: number) => (x: number) => Math.exp(-Math.abs(x) / scale);

const gaussianDeltaOf = (mu: number) => (epsilon: number) =>
  normalCdf(mu / 2 - epsilon / mu) - Math.exp(epsilon) * normalCdf(-mu / 2 - epsilon / mu);

/** With the unit present the output is a mixture; the set that distinguishes best is a half line, from where its odds reach e^epsilon. */
const sampledGaussianDeltaOf = (sigma: number, q: number) => (epsilon: number) => {
  const present = (x: number) => (1 - q) * normalCdf(x / sigma) + q * normalCdf((x - 1) / sigma);
  const absent = (x: number) => normalCdf(x / sigma);
  const from = 0.5 + sigma * sigma * Math.log((Math.exp(epsilon) - 1 + q) / q);
  const remove = 1 - present(from) - Math.exp(epsilon) * (1 - absent(from));
  const odds = (Math.exp(-epsilon) - 1 + q) / q;
  const to = odds > 0 ? 0.5 + sigma * sigma * Math.log(odds) : -Infinity;
  return Math.max(0, remove, absent(to) - Math.exp(epsilon) * present(to));
};

/** Scores (0, 0) against (1, -1): the first chosen with probability proportional to e^(score / scale), or by permute-and-flip. */
const exponentialChoice = (scale: number): Outcomes => {
  const first = 1 / (1 + Math.exp(-2 / scale));
  return [[0.5, first], [0.5, 1 - first]];
};
const permuteAndFlipChoice = (scale: number): Outcomes => {
  const second = Math.exp(-2 / scale) / 2;
  return [[0.5, 1 - second], [0.5, second]];
};

const response = (categories: number, replaced: number, outOf: number): Outcomes => {
  const other = replaced / outOf / categories;
  const same = 1 - (categories - 1) * other;
  return [[same, other], [other, same], [(categories - 2) * other, (categories - 2) * other]];
};

export const knownTruths: readonly KnownTruth[] = [
  { name: 'Gaussian noise', event: gaussian(1.5), adjacency: 'add-or-remove-one', deltaAt: gaussianDeltaOf(1 / 1.5) },
  { name: 'Gaussian noise under replace-one', event: gaussian(3), adjacency: 'replace-one', deltaAt: gaussianDeltaOf(1 / 3) },
  { name: 'sixteen times Gaussian noise', event: repeated(gaussian(8), 16), adjacency: 'add-or-remove-one', deltaAt: gaussianDeltaOf(0.5) },
  { name: 'Gaussian noise on a sample', event: sampled(gaussian(1), 1, 10), adjacency: 'add-or-remove-one', deltaAt: sampledGaussianDeltaOf(1, 0.1) },
  { name: 'little Gaussian noise on a small sample', event: sampled(gaussian(0.6), 1, 100), adjacency: 'add-or-remove-one', deltaAt: sampledGaussianDeltaOf(0.6, 0.01) },
  { name: 'Laplace noise', event: laplace(0.7), adjacency: 'add-or-remove-one', deltaAt: (epsilon) => Math.max(0, -Math.expm1((epsilon - 1 / 0.7) / 2)) },
  { name: 'discrete Gaussian noise', event: discreteGaussian(9, 16), adjacency: 'add-or-remove-one', deltaAt: deltaOf(moved(gaussianWeight(16), 60, 3)) },
  { name: 'narrow discrete Gaussian noise', event: discreteGaussian(1, 1), adjacency: 'replace-one', deltaAt: deltaOf(moved(gaussianWeight(1), 30, 1)) },
  { name: 'twice discrete Gaussian noise', event: composed(discreteGaussian(4, 9), discreteGaussian(4, 9)), adjacency: 'add-or-remove-one', deltaAt: deltaOf(twice(moved(gaussianWeight(9), 30, 2))) },
  { name: 'discrete Gaussian noise on a sample', event: sampled(discreteGaussian(4, 4), 1, 5), adjacency: 'add-or-remove-one', deltaAt: deltaOf(mixed(moved(gaussianWeight(4), 40, 2), 0.2)) },
  { name: 'discrete Laplace noise', event: discreteLaplace(3, 4), adjacency: 'add-or-remove-one', deltaAt: deltaOf(moved(laplaceWeight(4), 200, 3)) },
  { name: 'twice discrete Laplace noise', event: repeated(discreteLaplace(1, 2), 2), adjacency: 'replace-one', deltaAt: deltaOf(twice(moved(laplaceWeight(2), 60, 1))) },
  { name: 'discrete Laplace noise on a sample', event: sampled(discreteLaplace(2, 3), 1, 4), adjacency: 'add-or-remove-one', deltaAt: deltaOf(mixed(moved(laplaceWeight(3), 150, 2), 0.25)) },
  { name: 'a binary randomised answer', event: randomisedResponse(2, 1, 4), adjacency: 'replace-one', deltaAt: deltaOf(response(2, 1, 4)) },
  { name: 'two randomised answers among five', event: repeated(randomisedResponse(5, 3, 4), 2), adjacency: 'replace-one', deltaAt: deltaOf(twice(response(5, 3, 4))) },
  { name: 'the exponential mechanism', event: { kind: 'exponential-mechanism', sensitivity: 1, scale: 2 }, adjacency: 'add-or-remove-one', deltaAt: deltaOf(exponentialChoice(2)) },
  { name: 'twice the exponential mechanism', event: repeated({ kind: 'exponential-mechanism', sensitivity: 1, scale: 3 }, 2), adjacency: 'add-or-remove-one', deltaAt: deltaOf(twice(exponentialChoice(3))) },
  { name: 'permute-and-flip', event: { kind: 'report-noisy-max', sensitivity: 1, scale: 2 }, adjacency: 'add-or-remove-one', deltaAt: deltaOf(permuteAndFlipChoice(2)) },
  { name: 'permute-and-flip on a sample', event: sampled({ kind: 'report-noisy-max', sensitivity: 1, scale: 2 }, 1, 2), adjacency: 'add-or-remove-one', deltaAt: deltaOf(mixed(permuteAndFlipChoice(2), 0.5)) },
];
