import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { groupedBy, relativeError } from '../relative-error.fixture.js';
import { sampledGaussian, sampledGaussianIntegral } from './sampled-gaussian.js';

type Row = [sigma: number, q: number, order: number, divergence: number];
const exact = JSON.parse(readFileSync(new URL('../../../../test/vectors/renyi.json', import.meta.url), 'utf8')) as Record<'sampledGaussian' | 'sampledGaussianAtIntegers', { rows: Row[] }>;
const { rdp_single_step } = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  rdp_single_step: { orders: number[]; rows: [sigma: number, q: number, dpAccounting: (number | null)[], opacus: number[]][] };
};
const onSamples = rdp_single_step.rows.filter(([, q]) => q < 1);

const grouped = (rows: readonly Row[]) => groupedBy(rows, ([sigma]) => sigma);

describe('the integral over Gaussian noise on a sample', () => {
  it.each(grouped(exact.sampledGaussian.rows))('agrees with 45 digits at sigma %d, for q from 1e-6 to 0.99 and orders from 1.01 to 32.5', (_sigma, rows) => {
    for (const [noiseMultiplier, q, order, value] of rows) {
      expect(relativeError(sampledGaussianIntegral(order, { q, noiseMultiplier }), value)).toBeLessThan(2e-13);
    }
  });

  it('agrees with the binomial sum at integer orders', () => {
    for (const [noiseMultiplier, q, order, value] of exact.sampledGaussianAtIntegers.rows) {
      if (order <= 256) expect(relativeError(sampledGaussianIntegral(order, { q, noiseMultiplier }), value)).toBeLessThan(1e-14);
    }
  });

  it('is finite for tiny probabilities and large orders, where single terms of it are no doubles', () => {
    const value = sampledGaussianIntegral(1024, { q: 1e-20, noiseMultiplier: 4 });
    expect(relativeError(value, sampledGaussian({ q: 1e-20, noiseMultiplier: 4 })(1024))).toBeLessThan(1e-12);
  });
});

describe('sampledGaussian', () => {
  it.each(grouped(exact.sampledGaussianAtIntegers.rows))('agrees with 45 digits at sigma %d and integer orders up to 1024', (_sigma, rows) => {
    for (const [noiseMultiplier, q, order, value] of rows) expect(relativeError(sampledGaussian({ q, noiseMultiplier })(order), value)).toBeLessThan(1e-14);
  });

  // Opacus stops its series at terms of e^-30, which is all of a divergence of 1e-7 up to 7 digits.
  it.each(onSamples)('agrees with Opacus at sigma %d and q %d', (noiseMultiplier, q, _theirs, opacus) => {
    const divergence = sampledGaussian({ q, noiseMultiplier });
    rdp_single_step.orders.forEach((order, i) => expect(relativeError(divergence(order), opacus[i])).toBeLessThan(1e-7));
  });

  // dp-accounting adds the absolute values of an alternating series: at order 1.25 it is above the truth by up to a factor of 5,
  // and it drops an order (null) where this does not converge.
  it.each(onSamples)('is never above dp-accounting at sigma %d and q %d, and equal at integer orders', (noiseMultiplier, q, theirs) => {
    const divergence = sampledGaussian({ q, noiseMultiplier });
    rdp_single_step.orders.forEach((order, i) => {
      expect(divergence(order)).toBeLessThanOrEqual((theirs[i] ?? Infinity) * (1 + 1e-9));
      if (Number.isInteger(order)) expect(relativeError(divergence(order), Number(theirs[i]))).toBeLessThan(1e-9);
    });
  });

  it('joins at integer orders without a step, also where little noise leaves only the chord between them', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.05, 0.3, 1, 7), fc.constantFrom(1e-4, 0.02, 0.7), fc.integer({ min: 2, max: 10 }), (noiseMultiplier, q, order) => {
        const divergence = sampledGaussian({ q, noiseMultiplier });
        expect(relativeError(divergence(order - 1e-9), divergence(order))).toBeLessThan(1e-6);
        expect(relativeError(divergence(order + 1e-9), divergence(order))).toBeLessThan(1e-6);
      }),
    );
  });

  it('with little noise lies on or above the integral', () => {
    for (const order of [1.1, 1.5, 2.5, 7.3]) {
      const chord = sampledGaussian({ q: 0.01, noiseMultiplier: 0.09 })(order);
      expect(chord).toBeGreaterThanOrEqual(sampledGaussianIntegral(order, { q: 0.01, noiseMultiplier: 0.09 }));
    }
  });
});
