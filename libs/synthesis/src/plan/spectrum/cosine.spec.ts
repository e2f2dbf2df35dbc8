import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cosineOfTurn } from './cosine.js';

describe('cosineOfTurn', () => {
  it('is the cosine of that part of a turn', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: 1, max: 2000 }), (numerator, denominator) => {
        const reduced = (numerator % denominator) / denominator; // of a large angle, Math.cos would see the rounding
        expect(Math.abs(cosineOfTurn(numerator, denominator) - Math.cos(2 * Math.PI * reduced))).toBeLessThan(2e-15);
      }),
    );
  });

  it('is exact where the cosine is 1, 0 or -1', () => {
    expect([0, 1, 2, 3, 4].map((quarter) => cosineOfTurn(7 * quarter, 28) + 0)).toEqual([1, 0, -1, 0, 1]);
  });
});
