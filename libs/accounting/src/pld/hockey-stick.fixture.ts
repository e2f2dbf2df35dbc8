import { env } from 'node:process';

import type { DominatingPair } from './dominating-pair.js';
import type { LossDistribution } from './loss-distribution.js';

/** The probabilities of each possible output under two distributions. */
export type Outcomes = readonly (readonly [first: number, second: number])[];

/** The largest excess of the first probability of an event over e^epsilon times the second, over all events. */
export const excessOf = (outcomes: Outcomes, epsilon: number) =>
  outcomes.reduce((sum, [first, second]) => sum + Math.max(0, first - Math.exp(epsilon) * second), 0);

/** The same for a pair: the best event is that the loss is at least epsilon. */
export const excessOfPair = (pair: DominatingPair, epsilon: number) => {
  const { first, second } = pair.masses(Float64Array.of(epsilon));
  return first[1] - Math.exp(epsilon) * second[1];
};

export const excessOfDistribution = ({ interval, lowest, masses, infinite }: LossDistribution, epsilon: number) =>
  masses.reduce((sum, mass, k) => sum + mass * Math.max(0, -Math.expm1(epsilon - (lowest + k) * interval)), infinite);

/** Independent outputs of both. */
export const together = (a: Outcomes, b: Outcomes): Outcomes => a.flatMap(([p, q]) => b.map(([r, s]) => [p * r, q * s] as const));

/** Integers with probabilities proportional to `weight`, moved by `shift`, against the same not moved. */
export const moved = (weight: (x: number) => number, { reach, shift }: { reach: number; shift: number }): Outcomes => {
  const xs = Array.from({ length: 2 * reach + 1 }, (_, i) => i - reach);
  const total = xs.reduce((sum, x) => sum + weight(x), 0);
  return xs.map((x) => [weight(x - shift) / total, weight(x) / total] as const);
};

export const discreteGaussianWeight = (variance: number) => (x: number) => Math.exp((-x * x) / (2 * variance));
export const discreteLaplaceWeight = (scale: number) => (x: number) => Math.exp(-Math.abs(x) / scale);

/** test/vectors/pld.json */
export interface PldVectors {
  readonly normalMass: { rows: [from: number, to: number, mean: number, mass: number][] };
  readonly responses: { rows: [epsilon0: number, n: number, epsilon: number, delta: number][] };
  readonly sampledGaussianTwice: { rows: [sigma: number, q: number, epsilon: number, delta: number][] };
  readonly replacedGaussian: { rows: [shift: number, q: number, epsilon: number, delta: number][] };
  readonly sampledGaussianFine: { rows: [sigma: number, q: number, n: number, ...epsilons: number[]][] };
  readonly discreteGaussianFine: { rows: [sigma: number, q: number, n: number, ...epsilons: number[]][] };
}

/** Every `nth` of the rows; all of them, for whoever changes this folder, where COMMONWARD_LONG is 1. */
export const everyNth = <T>(nth: number, rows: readonly T[]) => (env['COMMONWARD_LONG'] === '1' ? rows : rows.filter((_, i) => i % nth === nth >> 1));
