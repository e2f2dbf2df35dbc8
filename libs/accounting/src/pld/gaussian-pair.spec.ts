import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { gaussianDelta } from '../gdp/gaussian-curve.js';
import { gaussianPair } from './gaussian-pair.js';
import { excessOfPair } from './hockey-stick.fixture.js';

const aShift = fc.double({ min: 0.01, max: 8, noNaN: true });
const anEpsilon = fc.double({ min: 0, max: 10, noNaN: true });

describe('gaussianPair', () => {
  it('has the delta of the analytic Gaussian mechanism at every epsilon', () => {
    fc.assert(
      fc.property(aShift, anEpsilon, (shift, epsilon) => {
        const delta = gaussianDelta({ mu: shift, epsilon });
        expect(Math.abs(excessOfPair(gaussianPair({ shift, overweight: 0 }), epsilon) - delta)).toBeLessThan(1e-13 + 1e-10 * delta);
      }),
    );
  });

  it('looks the same from the other side: at -epsilon it has 1 - e^-epsilon (1 - delta)', () => {
    fc.assert(
      fc.property(aShift, anEpsilon, (shift, epsilon) => {
        const expected = 1 - Math.exp(-epsilon) * (1 - gaussianDelta({ mu: shift, epsilon }));
        expect(excessOfPair(gaussianPair({ shift, overweight: 0 }), -epsilon)).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('is, with an overweight, the same pair with the first distribution that much heavier', () => {
    fc.assert(
      fc.property(aShift, anEpsilon, fc.double({ min: 0, max: 1, noNaN: true }), (shift, epsilon, overweight) => {
        const heavier = excessOfPair(gaussianPair({ shift, overweight }), epsilon);
        expect(heavier).toBeCloseTo(Math.exp(overweight) * excessOfPair(gaussianPair({ shift, overweight: 0 }), epsilon - overweight), 12);
      }),
    );
  });
});
