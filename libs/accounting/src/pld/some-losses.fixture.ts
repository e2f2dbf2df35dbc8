import fc from 'fast-check';

import { repeatedLosses, type Repeated } from './log-moments.js';
import type { LossDistribution } from './loss-distribution.js';

const interval = 2 ** -5;

/** A mixture of randomised responses of epsilon 0 to 11 intervals, and some infinite mass. */
const someLosses: fc.Arbitrary<LossDistribution> = fc
  .record({
    weights: fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }),
    infinite: fc.constantFrom(0, 1e-9, 0.01),
  })
  .map(({ weights, infinite }) => {
    const total = weights.reduce((sum, w) => sum + w, 0) / (1 - infinite);
    const masses = new Float64Array(2 * weights.length - 1);
    const middle = weights.length - 1;
    weights.forEach((w, k) => {
      masses[middle + k] += w / total / (1 + Math.exp(-k * interval));
      masses[middle - k] += w / total / (1 + Math.exp(k * interval));
    });
    return { interval, lowest: -middle, infinite, masses };
  });

/** Up to three distributions, each up to six times. */
export const someParts: fc.Arbitrary<readonly Repeated[]> = fc.array(
  fc.tuple(someLosses, fc.integer({ min: 1, max: 6 })).map(([distribution, times]) => repeatedLosses(distribution, times)),
  { minLength: 1, maxLength: 3 },
);

/** The sum of all losses, convolved one by one. */
export const addedUp = (parts: readonly Repeated[]): LossDistribution =>
  parts.flatMap(({ distribution, times }) => Array.from({ length: times }, () => distribution)).reduce(added);

const added = (a: LossDistribution, b: LossDistribution): LossDistribution => {
  const masses = new Float64Array(a.masses.length + b.masses.length - 1);
  a.masses.forEach((p, i) => b.masses.forEach((q, j) => (masses[i + j] += p * q)));
  return { interval, lowest: a.lowest + b.lowest, masses, infinite: a.infinite + b.infinite - a.infinite * b.infinite };
};

/** Of all parts together. */
export const infiniteMass = (parts: readonly Repeated[]) => parts.reduce((sum, { distribution, times }) => sum + times * distribution.infinite, 0);
