import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { relativeError } from '../relative-error.fixture.js';
import { gaussianDelta, gaussianEpsilon, gaussianMuFor } from './gaussian-curve.js';

const { gaussianDelta: exactDeltas } = JSON.parse(readFileSync(new URL('../../../../test/vectors/normal.json', import.meta.url), 'utf8')) as { gaussianDelta: { rows: [mu: number, epsilon: number, delta: number][] } };
const { gaussian_exact_eps, gaussian_exact_sigma, gaussian_composed_zcdp } = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  gaussian_exact_eps: { rows: [sigma: number, delta: number, epsilon: number][] };
  gaussian_exact_sigma: { rows: [epsilon: number, delta: number, sigma: number][] };
  gaussian_composed_zcdp: { rows: number[][] };
};

const aMu = fc.double({ min: Math.log(1e-3), max: Math.log(50), noNaN: true }).map(Math.exp);
const aDelta = fc.double({ min: Math.log(1e-12), max: Math.log(0.3), noNaN: true }).map(Math.exp);
const anEpsilon = fc.double({ min: 1e-3, max: 50, noNaN: true });

describe('gaussianDelta', () => {
  it.each(exactDeltas.rows)('agrees at mu %d and epsilon %d with 60 digits, up to what a small mu and a large exponent cost', (mu, epsilon, delta) => {
    const distance = Math.abs(epsilon / mu - mu / 2);
    expect(relativeError(gaussianDelta({ mu, epsilon }), delta)).toBeLessThan((4 + (8 + distance) / mu + 2 * distance ** 2) * Number.EPSILON);
  });

  it('is nothing when mu is nothing, and all when mu is enormous', () => {
    expect(gaussianDelta({ mu: 0, epsilon: 0 })).toBe(0);
    expect(gaussianDelta({ mu: 1e6, epsilon: 10 })).toBe(1);
  });
});

describe('gaussianEpsilon', () => {
  it.each(gaussian_exact_eps.rows)('agrees with the analytic Gaussian mechanism at sigma %d and delta %d', (sigma, delta, epsilon) => {
    expect(relativeError(gaussianEpsilon({ mu: 1 / sigma, delta }), epsilon)).toBeLessThan(1e-9);
  });

  it('agrees with the analytic Gaussian mechanism for compositions', () => {
    for (const [sigma, n, , delta, , , , , analytic] of gaussian_composed_zcdp.rows) {
      expect(relativeError(gaussianEpsilon({ mu: Math.sqrt(n) / sigma, delta }), analytic)).toBeLessThan(1e-9);
    }
  });

  it('is the least epsilon that holds', () => {
    fc.assert(
      fc.property(aMu, aDelta, (mu, delta) => {
        const epsilon = gaussianEpsilon({ mu, delta });
        expect(gaussianDelta({ mu, epsilon })).toBeLessThanOrEqual(delta);
        if (epsilon > 1e-9) expect(gaussianDelta({ mu, epsilon: epsilon * (1 - 1e-9) })).toBeGreaterThan(delta);
      }),
    );
  });
});

describe('gaussianMuFor', () => {
  it.each(gaussian_exact_sigma.rows)('calibrates noise for epsilon %d and delta %d as the analytic Gaussian mechanism does', (epsilon, delta, sigma) => {
    expect(relativeError(1 / gaussianMuFor({ epsilon, delta }), sigma)).toBeLessThan(1e-9);
  });

  it('never costs more than the guarantee, and a billionth more would', () => {
    fc.assert(
      fc.property(anEpsilon, aDelta, (epsilon, delta) => {
        const mu = gaussianMuFor({ epsilon, delta });
        expect(gaussianDelta({ mu, epsilon })).toBeLessThanOrEqual(delta);
        expect(gaussianDelta({ mu: mu * (1 + 1e-9), epsilon })).toBeGreaterThan(delta);
      }),
    );
  });

  it.each([
    [() => gaussianMuFor({ epsilon: 0, delta: 1e-5 }), 'epsilon must be a finite number above 0, but it is 0'],
    [() => gaussianMuFor({ epsilon: 1, delta: 1 }), 'delta must be more than 0 and less than 1, but it is 1'],
    [() => gaussianEpsilon({ mu: -1, delta: 0.1 }), 'mu must be a finite number of at least 0, but it is -1'],
    [() => gaussianDelta({ mu: NaN, epsilon: 1 }), 'mu must be a finite number of at least 0, but it is NaN'],
    [() => gaussianDelta({ mu: 1, epsilon: -1 }), 'epsilon must be a finite number of at least 0, but it is -1'],
  ])('refuses arguments out of bounds', (call, message) => {
    expect(call).toThrow(new RangeError(message));
  });
});
