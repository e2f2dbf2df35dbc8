import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { atomsPair } from './atoms-pair.js';
import { connectTheDots } from './connect-the-dots.js';
import { discreteGaussianPair } from './discrete-gaussian-pair.js';
import type { DominatingPair } from './dominating-pair.js';
import { gaussianPair } from './gaussian-pair.js';
import { excessOfDistribution, excessOfPair } from './hockey-stick.fixture.js';
import { laplacePair } from './laplace-pair.js';

const somePair: fc.Arbitrary<DominatingPair> = fc.oneof(
  fc.double({ min: 0.05, max: 2, noNaN: true }).map((shift) => gaussianPair({ shift, overweight: 0 })),
  fc.double({ min: 0.05, max: 5, noNaN: true }).map(laplacePair),
  fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 9, max: 40 })).map(([shift, variance]) => discreteGaussianPair({ shift, variance })),
);
const anInterval = fc.constantFrom(1e-3, 0.01, 0.3);
const aPlace = fc.double({ min: -1, max: 1, noNaN: true });
const within = (pair: DominatingPair, place: number) => place * pair.highest;

describe('connectTheDots', () => {
  it('never lowers delta, at any epsilon', () => {
    fc.assert(
      fc.property(somePair, anInterval, aPlace, (pair, interval, place) => {
        const epsilon = within(pair, place);
        const exact = excessOfPair(pair, epsilon);
        // What the test itself rounds, in subtracting two masses.
        expect(excessOfDistribution(connectTheDots(pair, interval), epsilon)).toBeGreaterThan(exact * (1 - 1e-12) - 1e-13);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves delta as it is at multiples of the interval', () => {
    fc.assert(
      fc.property(somePair, anInterval, aPlace, (pair, interval, place) => {
        const epsilon = Math.round(within(pair, place) / interval) * interval;
        expect(excessOfDistribution(connectTheDots(pair, interval), epsilon)).toBeCloseTo(excessOfPair(pair, epsilon), 8);
      }),
      { numRuns: 60 },
    );
  });

  it('makes the curve straight over e^epsilon between two multiples', () => {
    const distribution = connectTheDots(gaussianPair({ shift: 1, overweight: 0 }), 0.5);
    const at = (factor: number) => excessOfDistribution(distribution, Math.log(factor));
    const [low, high] = [Math.exp(0.5), Math.exp(1)];
    expect(at((low + high) / 2)).toBeCloseTo((at(low) + at(high)) / 2, 12);
  });

  it('keeps an atom whose loss is a multiple where it is, but for a part in 10^7', () => {
    const { lowest, masses, infinite } = connectTheDots(
      atomsPair([{ loss: -0.5, first: 0.25, second: 0.25 * Math.exp(0.5) }, { loss: 0.25, first: 0.75, second: 0.75 * Math.exp(-0.25) }]),
      2 ** -10,
    );
    expect(masses[-512 - lowest]).toBeCloseTo(0.25, 7);
    expect(masses[256 - lowest]).toBeCloseTo(0.75, 7);
    expect(infinite).toBe(0);
  });

  it('still dominates when the pair has given its masses 2^-40 too small under the first and too large under the second', () => {
    const exact = gaussianPair({ shift: 1, overweight: 0 });
    const off = (masses: Float64Array, factor: number) => masses.map((mass) => mass * factor);
    const computed: DominatingPair = {
      ...exact,
      masses: (edges) => {
        const { first, second } = exact.masses(edges);
        return { first: off(first, 1 - 2 ** -40), second: off(second, 1 + 2 ** -40) };
      },
    };
    for (const interval of [1e-3, 0.1]) {
      for (let epsilon = -3; epsilon < 4; epsilon += 0.5) {
        const delta = excessOfDistribution(connectTheDots(computed, interval), epsilon);
        expect(delta).toBeGreaterThan(excessOfPair(exact, epsilon));
      }
    }
  });

  it('takes for infinite what lies above the highest multiple, and for the lowest what lies below it', () => {
    const pair: DominatingPair = { ...laplacePair(2), lowest: -1, highest: 1 };
    const { masses, lowest, infinite } = connectTheDots(pair, 0.25);
    expect(lowest).toBe(-5);
    expect(infinite).toBeGreaterThan(0.5);
    expect(masses[0]).toBeGreaterThan(0.5 * Math.exp(-2));
  });
});
