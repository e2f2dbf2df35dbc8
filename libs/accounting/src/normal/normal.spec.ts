import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { relativeError } from '../relative-error.fixture.js';
import { erfc, erfcx } from './erfcx.js';
import { logNormalCdf, normalCdf, normalQuantileOfLog } from './normal.js';

const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/normal.json', import.meta.url), 'utf8')) as Record<'erfcx' | 'logNormalCdf', { rows: [x: number, value: number][] }>;

describe('erfcx', () => {
  it.each(vectors.erfcx.rows)('agrees at %d with 50 digits to 4 parts in 10^15', (x, value) => {
    expect(relativeError(erfcx(x), value)).toBeLessThan(4e-15);
  });

  it('falls as x grows, also across the points where the method changes', () => {
    fc.assert(
      fc.property(fc.double({ min: -5, max: 40, noNaN: true }), fc.double({ min: 1e-9, max: 1, noNaN: true }), (x, step) => {
        expect(erfcx(x + step)).toBeLessThan(erfcx(x));
      }),
    );
  });
});

describe('erfc', () => {
  it('of x and of -x add up to 2', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(erfc(x) + erfc(-x)).toBeCloseTo(2, 14);
      }),
    );
    expect([erfc(Infinity), erfc(-Infinity), normalCdf(Infinity), normalCdf(-Infinity)]).toEqual([0, 2, 1, 0]);
  });
});

describe('logNormalCdf', () => {
  it.each(vectors.logNormalCdf.rows)('agrees at %d with 50 digits to 4 parts in 10^15, or to what rounding x^2 leaves of e^(-x^2 / 2)', (x, value) => {
    expect(relativeError(logNormalCdf(x), value)).toBeLessThan(4e-15 + (x > 0 ? x * x * Number.EPSILON : 0));
  });

  it('is the logarithm of the distribution function', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 8, noNaN: true }), (x) => {
        expect(relativeError(Math.exp(logNormalCdf(x)), normalCdf(x))).toBeLessThan(1e-12);
      }),
    );
  });

  it('is inverted by the quantile, for probabilities of any size', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e4, max: -1e-3, noNaN: true }), (logProbability) => {
        expect(relativeError(logNormalCdf(normalQuantileOfLog(logProbability)), logProbability)).toBeLessThan(1e-13);
      }),
    );
  });
});
