import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composed, discreteGaussian, discreteLaplace, gaussian, laplace, noiseEvent, randomisedResponse, repeated, sampled } from '../an-event.fixture.js';
import { pureEpsilonOf } from '../pure-epsilon.js';
import { relativeError } from '../relative-error.fixture.js';
import { divergenceOf } from './divergence.js';
import { pureDivergence } from './laplace-divergence.js';

type Rows = { rows: number[][] };
const exact = JSON.parse(readFileSync(new URL('../../../../test/vectors/renyi.json', import.meta.url), 'utf8')) as Record<'discreteLaplace' | 'randomisedResponse' | 'sampledDiscreteGaussian' | 'sampledDiscreteLaplace', Rows>;
const { rdp_laplace } = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as { rdp_laplace: { orders: number[]; rows: [epsilon: number, divergences: number[]][] } };

const anOrder = fc.oneof(fc.integer({ min: 2, max: 64 }), fc.double({ min: 1.01, max: 64, noNaN: true }));
const aShare = fc.integer({ min: 1, max: 99 });

describe('divergenceOf', () => {
  it.each(rdp_laplace.rows)('agrees with dp-accounting for Laplace noise of epsilon %d', (epsilon, divergences) => {
    const divergence = divergenceOf(laplace(1 / epsilon));
    rdp_laplace.orders.forEach((order, i) => expect(relativeError(divergence(order), divergences[i])).toBeLessThan(1e-9));
  });

  it.each(exact.discreteLaplace.rows)('is exact for discrete Laplace noise: distance %d, scale %d, order %d', (distance, scale, order, value) => {
    expect(relativeError(divergenceOf(discreteLaplace(distance, scale))(order), value)).toBeLessThan(1e-12);
  });

  it.each(exact.randomisedResponse.rows)('is exact for a randomised answer: %d categories, %d of %d replaced, order %d', (...row) => {
    const [categories, replaced, outOf, order, value] = row;
    expect(relativeError(divergenceOf(randomisedResponse(categories, replaced, outOf))(order), value)).toBeLessThan(1e-14);
  });

  it.each(exact.sampledDiscreteGaussian.rows)('is exact for discrete Gaussian noise on a sample at integer orders: distance %d, variance %d, q %d, order %d', (...row) => {
    const [distance, variance, q, order, withAgainstWithout, withoutAgainstWith] = row;
    const divergence = divergenceOf(sampled(discreteGaussian(distance ** 2, variance), Math.round(100 * q), 100))(order);
    expect(relativeError(divergence, withAgainstWithout)).toBeLessThan(1e-12);
    expect(withoutAgainstWith).toBeLessThan(divergence);
  });

  it.each(exact.sampledDiscreteLaplace.rows)('is exact for discrete Laplace noise on a sample at integer orders: distance %d, scale %d, q %d, order %d', (...row) => {
    const [distance, scale, q, order, withAgainstWithout, withoutAgainstWith] = row;
    const divergence = divergenceOf(sampled(discreteLaplace(distance, scale), Math.round(100 * q), 100))(order);
    expect(relativeError(divergence, withAgainstWithout)).toBeLessThan(1e-12);
    expect(withoutAgainstWith).toBeLessThan(divergence);
  });

  it('is no larger when the distance is spread over two coordinates', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), anOrder, (a, b, scale, order) => {
        const spread = divergenceOf(composed(discreteLaplace(a, scale), discreteLaplace(b, scale)))(order);
        expect(spread).toBeLessThanOrEqual(divergenceOf(discreteLaplace(a + b, scale))(order) * (1 + 1e-12));
      }),
    );
  });

  it('is between 0 and the worst of all mechanisms with the same pure epsilon, which randomised response with two categories is', () => {
    fc.assert(
      fc.property(noiseEvent, anOrder, (event, order) => {
        const divergence = divergenceOf(event)(order);
        expect(divergence).toBeGreaterThan(0);
        const epsilon = pureEpsilonOf(event);
        if (epsilon < Infinity) expect(divergence).toBeLessThanOrEqual(pureDivergence(order, epsilon) * (1 + 1e-12));
      }),
    );
    expect(divergenceOf(randomisedResponse(2, 1, 2))(7)).toBeCloseTo(pureDivergence(7, Math.log(3)), 13);
  });

  it('grows with the order, up to the pure epsilon', () => {
    fc.assert(
      fc.property(noiseEvent, aShare, anOrder, fc.double({ min: 1.001, max: 2, noNaN: true }), (event, share, order, factor) => {
        for (const happened of [event, sampled(event, share, 100)]) {
          const divergence = divergenceOf(happened);
          expect(divergence(order)).toBeLessThanOrEqual(divergence(order * factor) * (1 + 1e-9));
          expect(divergence(order)).toBeLessThanOrEqual(divergence(Infinity) * (1 + 1e-9));
        }
      }),
    );
  });

  it('of a sample grows with the sample and stays below that of everybody', () => {
    fc.assert(
      fc.property(noiseEvent, fc.integer({ min: 1, max: 98 }), anOrder, (event, share, order) => {
        const [smaller, larger] = [share, share + 1].map((s) => divergenceOf(sampled(event, s, 100))(order));
        expect(smaller).toBeLessThanOrEqual(larger * (1 + 1e-12));
        expect(larger).toBeLessThanOrEqual(divergenceOf(event)(order) * (1 + 1e-12));
      }),
    );
  });

  it('of adaptively chosen Gaussian releases on one sample is that of one release, and of a sample of a sample that of the product', () => {
    const once = divergenceOf(sampled(gaussian(1), 1, 50));
    const inFour = divergenceOf(sampled(composed(gaussian(2), repeated(gaussian(2), 3)), 1, 50));
    const nested = divergenceOf(sampled(sampled(gaussian(1), 1, 5), 1, 10));
    for (const order of [1.1, 2, 5.5, 64]) {
      expect(relativeError(inFour(order), once(order))).toBeLessThan(1e-12);
      expect(relativeError(nested(order), once(order))).toBeLessThan(1e-12);
    }
  });

  it.each([
    ['exponential-mechanism', (scale: number) => 1 / (1 + Math.exp(-2 / scale))],
    ['report-noisy-max', (scale: number) => 1 - Math.exp(-2 / scale) / 2],
  ] as const)('covers the %s with scores (0, 0) against (1, -1), in both directions, also on a sample', (kind, first) => {
    for (const scale of [1, 4, 40, 400]) {
      const absent = [0.5, 0.5];
      for (const q of [1, 0.3]) {
        const present = [first(scale), 1 - first(scale)].map((p) => q * p + (1 - q) / 2);
        const divergence = divergenceOf(sampled({ kind, sensitivity: 1, scale }, 10 * q, 10));
        for (const order of [1.2, 2, 5, 30]) {
          const moment = (a: number[], b: number[]) => Math.log(a.reduce((sum, p, i) => sum + p ** order * b[i] ** (1 - order), 0)) / (order - 1);
          expect(Math.max(moment(present, absent), moment(absent, present))).toBeLessThanOrEqual(divergence(order) * (1 + 1e-9));
        }
      }
    }
  });

  it('of a mixture of mechanisms on one sample is at least that of each, by the general bound', () => {
    const both = divergenceOf(sampled(composed(discreteGaussian(1, 4), discreteLaplace(1, 3)), 1, 20));
    const either = [discreteGaussian(1, 4), discreteLaplace(1, 3)].map((event) => divergenceOf(sampled(event, 1, 20)));
    for (const order of [1.5, 2, 8, 32, 256]) either.forEach((divergence) => expect(both(order)).toBeGreaterThan(divergence(order)));
  });
});
