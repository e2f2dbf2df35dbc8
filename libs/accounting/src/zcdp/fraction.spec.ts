import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ceiling, exactFraction, fraction, upperDouble } from './fraction.js';

describe('exactFraction', () => {
  it('is the double it was made of', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.integer({ min: 0, max: 1022 }), (mantissa, halvings) => {
        const { numerator, denominator } = exactFraction(mantissa * 2 ** -halvings);
        expect(numerator << BigInt(halvings)).toBe(BigInt(mantissa) * denominator);
      }),
    );
    const { numerator, denominator } = exactFraction(Number.MIN_VALUE);
    expect(numerator << 1074n).toBe(denominator);
    expect(exactFraction(1e300)).toEqual({ numerator: BigInt(1e300), denominator: 1n });
  });
});

describe('upperDouble', () => {
  it('is never below its fraction, and above it by less than 5 parts in 10^16', () => {
    const big = fc.bigInt({ min: 1n, max: 10n ** 60n });
    fc.assert(
      fc.property(big, big, (numerator, denominator) => {
        const upper = exactFraction(upperDouble({ numerator, denominator }));
        const excess = upper.numerator * denominator - numerator * upper.denominator;
        expect(excess >= 0n).toBe(true);
        expect(excess * 10n ** 16n < 5n * numerator * upper.denominator).toBe(true);
      }),
    );
  });

  it('is 0 for 0, the smallest double for less than that, and Infinity for more than the largest', () => {
    expect(upperDouble(fraction(0, 7))).toBe(0);
    expect(upperDouble({ numerator: 1n, denominator: 10n ** 400n })).toBe(Number.MIN_VALUE);
    expect(upperDouble({ numerator: 10n ** 400n, denominator: 1n })).toBe(Infinity);
  });
});

describe('ceiling', () => {
  it('rounds up', () => {
    expect([ceiling(fraction(0, 3)), ceiling(fraction(1, 3)), ceiling(fraction(3, 3)), ceiling(fraction(4, 3))]).toEqual([0n, 1n, 1n, 2n]);
  });
});
