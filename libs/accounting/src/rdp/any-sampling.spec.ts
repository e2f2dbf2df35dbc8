import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { relativeError } from '../relative-error.fixture.js';
import { sampledBound } from './any-sampling.js';
import { symmetricallySampled } from './symmetric-sampling.js';

const binomial = (n: number, k: number): number => (k === 0 ? 1 : (binomial(n, k - 1) * (n - k + 1)) / k);

/** Theorem 5 as it is printed: (1 - q)^(a - 1) (a q - q + 1) + binom(a, 2) q^2 (1 - q)^(a - 2) e^D(2) + 3 times the rest. */
const asPrinted = (order: number, q: number, divergence: (order: number) => number) => {
  const rest = Array.from({ length: order - 2 }, (_, i) => i + 3).map((k) => binomial(order, k) * (1 - q) ** (order - k) * q ** k * Math.exp((k - 1) * divergence(k)));
  const start = (1 - q) ** (order - 1) * (order * q - q + 1) + binomial(order, 2) * q ** 2 * (1 - q) ** (order - 2) * Math.exp(divergence(2));
  return Math.log(start + 3 * rest.reduce((sum, term) => sum + term, 0)) / (order - 1);
};

describe('sampledBound', () => {
  it('is the theorem as it is printed', () => {
    const terms = fc.record({ order: fc.integer({ min: 2, max: 20 }), q: fc.double({ min: 0.05, max: 0.9, noNaN: true }), rho: fc.double({ min: 0.01, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(terms, ({ order, q, rho }) => {
        const divergence = (a: number) => a * rho;
        expect(relativeError(sampledBound(q, divergence)(order), asPrinted(order, q, divergence))).toBeLessThan(1e-9);
      }),
    );
  });

  it('is above what symmetric noise needs, from order 3 on, and equal at order 2', () => {
    const divergence = (a: number) => a * 0.1;
    expect(sampledBound(0.1, divergence)(2)).toBe(symmetricallySampled(0.1, divergence)(2));
    for (const order of [3, 8, 64]) expect(sampledBound(0.1, divergence)(order)).toBeGreaterThan(symmetricallySampled(0.1, divergence)(order));
  });
});
