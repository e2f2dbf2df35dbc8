import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { fraction } from './fraction.js';
import { logCeiling } from './log-ceiling.js';

const DIGITS = 10n ** 36n;
/** Logarithms from mpmath 1.4.1 at 60 digits, in units of 10^-36, cut off. */
const known: [numerator: bigint, denominator: bigint, log: bigint][] = [
  [2n, 1n, 693147180559945309417232121458176568n],
  [3n, 1n, 1098612288668109691395245236922525704n],
  [10n, 9n, 105360515657826301227500980839312798n],
  [1000001n, 1000000n, 999999500000333333083333533333n],
  [10n ** 30n, 1n, 69077552789821370520539743640530926228n],
];

describe('logCeiling', () => {
  it.each(known)('is at least ln(%d / %d), and above it by less than 10^-34', (numerator, denominator, log) => {
    const result = logCeiling({ numerator, denominator });
    const scaled = result.numerator * DIGITS;
    expect(scaled > log * result.denominator).toBe(true);
    expect(scaled < (log + 100n) * result.denominator).toBe(true);
  });

  it('agrees with the logarithm of doubles', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (a, b) => {
        const [numerator, denominator] = a >= b ? [a, b] : [b, a];
        const result = logCeiling(fraction(numerator, denominator));
        const log = Number((result.numerator * DIGITS) / result.denominator) / 1e36;
        expect(Math.abs(log - Math.log1p((numerator - denominator) / denominator))).toBeLessThanOrEqual(4e-16 * log + 1e-35);
      }),
    );
  });

  it('of 1 is nothing, up to its last bits', () => {
    const { numerator, denominator } = logCeiling(fraction(7, 7));
    expect(numerator * 10n ** 34n < denominator).toBe(true);
  });
});
