import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { discreteGaussianPair } from './discrete-gaussian-pair.js';
import { eitherWay } from './dominating-pair.js';
import { discretisedComposition } from './discretised-composition.js';
import { discreteGaussianWeight, everyNth, excessOf, excessOfPair, moved, type PldVectors } from './hockey-stick.fixture.js';
import { lossCurve } from './loss-curve.js';
import { sampled } from './poisson-sampling.js';

const pldVectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/pld.json', import.meta.url), 'utf8')) as PldVectors;

const aVariance = fc.double({ min: 0.1, max: 60, noNaN: true });
const aShift = fc.integer({ min: 1, max: 12 });
const anEpsilon = fc.double({ min: -6, max: 6, noNaN: true });

type Row = [sigma: number, q: number, n: number, ...epsilons: number[]];
const dpAccounting = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  discrete_gaussian_pld: { rows: Row[] };
};

const epsilonsOf = ([sigma, q, n]: Row) => {
  const everybody = eitherWay(discreteGaussianPair({ shift: 1, variance: sigma * sigma }));
  const { remove, add } = q === 1 ? everybody : sampled(everybody, q);
  const curves = [...new Set([remove, add])].map((pair) => lossCurve(discretisedComposition([{ pair, times: n }], 8)));
  return [1e-3, 1e-5, 1e-6].map((delta) => Math.max(...curves.map((curve) => curve.epsilonAt(delta))));
};

describe('discreteGaussianPair', () => {
  it('has the delta that its probabilities add up to', () => {
    fc.assert(
      fc.property(aShift, aVariance, anEpsilon, (shift, variance, epsilon) => {
        const outcomes = moved(discreteGaussianWeight(variance), { reach: 120, shift });
        expect(excessOfPair(discreteGaussianPair({ shift, variance }), epsilon)).toBeCloseTo(excessOf(outcomes, epsilon), 12);
      }),
    );
  });

  it('is told apart more easily the farther it moves', () => {
    fc.assert(
      fc.property(aShift, aVariance, anEpsilon, (shift, variance, epsilon) => {
        const nearer = excessOfPair(discreteGaussianPair({ shift, variance }), epsilon);
        expect(nearer).toBeLessThan(excessOfPair(discreteGaussianPair({ shift: shift + 1, variance }), epsilon) + 1e-13);
      }),
    );
  });

  // dp-accounting rounds each loss of discrete noise up to a multiple of 1e-4, on average by half of that for each of the n.
  it.each(everyNth(4, dpAccounting.discrete_gaussian_pld.rows))('of sigma %d on a sample of %d, %d times, is not above dp-accounting, and below it by what that rounds up', (...row) => {
    const [, , n, ...references] = row;
    epsilonsOf(row).forEach((epsilon, i) => {
      expect(epsilon).toBeLessThan(references[i] + 1e-6 * (1 + references[i]));
      expect(epsilon).toBeGreaterThan(references[i] - 0.6e-4 * n - 1e-4);
    });
  });

  it.each(pldVectors.discreteGaussianFine.rows)('of sigma %d on a sample of %d, %d times, agrees with dp-accounting at an interval of 2e-6', (...row) => {
    const [, , n, ...references] = row;
    epsilonsOf(row).forEach((epsilon, i) => {
      expect(epsilon).toBeLessThan(references[i]);
      expect(epsilon).toBeGreaterThan(references[i] - 2e-6 * n);
    });
  });

  it('counts what lies beyond the enumerated integers', () => {
    const { first } = discreteGaussianPair({ shift: 1, variance: 100 }).masses(Float64Array.of(1e6));
    expect(first[1]).toBeGreaterThan(7.7e-24);
  });
});
