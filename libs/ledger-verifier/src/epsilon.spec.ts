import { describe, expect, it } from '@jest/globals';
import { epsilonOf as productEpsilonOf } from '@commonward/accounting';
import fc from 'fast-check';
import { epsilonOf } from './epsilon.js';

describe('epsilonOf', () => {
  it('is the epsilon of the product’s accountant, found in another way', () => {
    const rho = fc.double({ min: 1e-12, max: 1e4, noNaN: true });
    const delta = fc.double({ min: 1e-15, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(rho, delta, (rho, delta) => {
        const theirs = productEpsilonOf({ rho, delta });
        expect(Math.abs(epsilonOf({ rho, delta }) - theirs)).toBeLessThanOrEqual(1e-9 * Math.max(1, theirs));
      }),
      { numRuns: 1000 },
    );
  });

  it('is 0 where nothing was spent', () => {
    expect(epsilonOf({ rho: 0, delta: 1e-5 })).toBe(0);
  });
});
