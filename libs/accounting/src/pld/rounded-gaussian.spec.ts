import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { gaussianPair } from './gaussian-pair.js';
import { discreteGaussianWeight, excessOf, excessOfPair, moved, together, type Outcomes } from './hockey-stick.fixture.js';
import { roundedGaussian } from './rounded-gaussian.js';

const movedBy = (shift: number, variance: number) => moved(discreteGaussianWeight(variance), { reach: Math.ceil(7 * Math.sqrt(variance)) + 4, shift });
const excessOfVector = (move: readonly number[], { variance, epsilon }: { variance: number; epsilon: number }) =>
  excessOf(move.map((shift) => movedBy(shift, variance)).reduce<Outcomes>(together, [[1, 1]]), epsilon);

describe('roundedGaussian', () => {
  const aMove = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 12 })),
    fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 1, max: 5 })),
    fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }), fc.constant(1)),
  );

  it('dominates discrete Gaussian noise on an integer vector, whatever its coordinates', () => {
    fc.assert(
      fc.property(aMove, fc.integer({ min: 1, max: 6 }), fc.double({ min: -3, max: 6, noNaN: true }), (move, variance, epsilon) => {
        const squaredSensitivity = move.reduce((sum, x) => sum + x * x, 0);
        const pair = gaussianPair(roundedGaussian({ squaredSensitivity, variance }));
        expect(excessOfVector(move, { variance, epsilon })).toBeLessThan(excessOfPair(pair, epsilon) + 1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it('costs little where the noise is many steps wide: below 2 of its variance, and 2^-39 of loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 100, max: 2 ** 40 }), (squaredSensitivity, variance) => {
        const { shift, overweight } = roundedGaussian({ squaredSensitivity, variance });
        expect(shift).toBeGreaterThan(Math.sqrt(squaredSensitivity / variance));
        expect(shift).toBeLessThan(Math.sqrt(squaredSensitivity / (variance - 2)) * (1 + 1e-12));
        expect(overweight).toBeLessThan(2 ** -39);
      }),
    );
  });

  it('adds to the loss what the two noises differ by, where a rounding of their variance alone would not dominate', () => {
    // Of variance 1, half goes into rounding, and theta(1/2) is 1e-4: the difference counts for each of 25 coordinates.
    const { overweight } = roundedGaussian({ squaredSensitivity: 25, variance: 1 });
    expect(overweight).toBeCloseTo(50 * (2 * Math.exp(-(Math.PI ** 2)) + 2 * Math.exp(-2 * Math.PI ** 2)), 5);
  });
});
