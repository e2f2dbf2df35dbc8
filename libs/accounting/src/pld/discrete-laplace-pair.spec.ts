import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { discreteLaplacePair } from './discrete-laplace-pair.js';
import { discreteLaplaceWeight, excessOf, excessOfPair, moved, together } from './hockey-stick.fixture.js';

const aScale = fc.double({ min: 0.3, max: 4, noNaN: true });
const aMove = fc.integer({ min: 0, max: 4 });
const anEpsilon = fc.double({ min: -6, max: 6, noNaN: true });
const movedBy = (shift: number, scale: number) => moved(discreteLaplaceWeight(scale), { reach: Math.ceil(40 * scale) + 4, shift });

describe('discreteLaplacePair', () => {
  it('has the delta that its probabilities add up to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), aScale, anEpsilon, (shift, scale, epsilon) => {
        expect(excessOfPair(discreteLaplacePair({ shift, scale }), epsilon)).toBeCloseTo(excessOf(movedBy(shift, scale), epsilon), 11);
      }),
    );
  });

  it('dominates noise on two coordinates that move by as much in all, and on one that moves less', () => {
    fc.assert(
      fc.property(aMove, aMove, aScale, anEpsilon, (s, t, scale, epsilon) => {
        fc.pre(s + t > 0);
        const one = excessOfPair(discreteLaplacePair({ shift: s + t, scale }), epsilon);
        expect(excessOf(together(movedBy(s, scale), movedBy(-t, scale)), epsilon)).toBeLessThan(one + 1e-11);
        expect(excessOf(movedBy(s, scale), epsilon)).toBeLessThan(one + 1e-11);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps its digits at the largest scales and moves', () => {
    const pair = discreteLaplacePair({ shift: 2 ** 52, scale: 2 ** 52 });
    expect(excessOfPair(pair, 0.5)).toBeCloseTo(-Math.expm1(-0.25), 12);
  });
});
