import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { composed, discreteGaussian, discreteLaplace, gaussian, laplace, randomisedResponse, repeated, unsampledEvent } from '../an-event.fixture.js';
import type { DpEvent } from '../dp-event.js';
import { pureEpsilonOf } from '../pure-epsilon.js';
import { divergenceOf } from '../rdp/divergence.js';
import { relativeError } from '../relative-error.fixture.js';
import { epsilonOf } from '../zcdp.js';
import { exactRho } from './exact-rho.js';
import type { Fraction } from './fraction.js';

const { exponential_mechanism_zcdp } = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as { exponential_mechanism_zcdp: { rows: number[][] } };

const rhoOf = (event: DpEvent): Fraction => {
  const cost = exactRho(event);
  if (cost.kind === 'refused') throw new Error(cost.reason);
  return cost.rho;
};
const asNumber = ({ numerator, denominator }: Fraction) => Number((numerator * 10n ** 30n) / denominator) / 1e30;
const equal = (a: Fraction, numerator: bigint, denominator: bigint) => a.numerator * denominator === numerator * a.denominator;

describe('exactRho', () => {
  it('is squared sensitivity over twice the variance for discrete Gaussian noise, exactly', () => {
    expect(equal(rhoOf(composed(discreteGaussian(1, 3), discreteGaussian(1, 6), repeated(discreteGaussian(2, 7), 7))), 5n, 4n)).toBe(true);
  });

  it('takes a noise multiplier for the exact binary fraction that it is', () => {
    const tenth = { numerator: 3602879701896397n, denominator: 2n ** 55n };
    expect(equal(rhoOf(gaussian(0.1)), tenth.denominator ** 2n, 2n * tenth.numerator ** 2n)).toBe(true);
  });

  it('is epsilon squared over 8 for the exponential mechanism, whose loss has a bounded range', () => {
    expect(equal(rhoOf({ kind: 'exponential-mechanism', sensitivity: 3, scale: 5 }), 36n, 200n)).toBe(true);
  });

  it.each(exponential_mechanism_zcdp.rows)('gives dp-accounting the exponential mechanism of epsilon %d, %d times, at delta %d', (...row) => {
    const [epsilon, times, delta, theirRho, theirs] = row;
    const rho = asNumber(rhoOf(repeated({ kind: 'exponential-mechanism', sensitivity: Math.round(epsilon * 10), scale: 20 }, times)));
    expect(relativeError(rho, theirRho)).toBeLessThan(1e-15);
    // dp-accounting minimises over its list of orders only, so its epsilon is above ours by up to 7 %.
    expect(epsilonOf({ rho, delta })).toBeLessThanOrEqual(theirs * (1 + 1e-9));
    expect(epsilonOf({ rho, delta })).toBeGreaterThan(theirs * 0.93);
  });

  it('is at least epsilon tanh(epsilon / 2), and at most epsilon squared over 2, for whatever has a pure epsilon only', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (distance, scale) => {
        const events = [discreteLaplace(2 * distance, scale), { kind: 'report-noisy-max' as const, sensitivity: distance, scale }];
        const epsilon = (2 * distance) / scale;
        for (const event of events) {
          const rho = asNumber(rhoOf(event));
          expect(rho).toBeGreaterThanOrEqual(epsilon * Math.tanh(epsilon / 2) * (1 - 1e-15));
          expect(rho).toBeLessThan((epsilon * epsilon) / 2);
        }
      }),
    );
    expect(asNumber(rhoOf(laplace(1))) / Math.tanh(0.5)).toBeLessThan(1.00001);
  });

  it('is epsilon tanh(epsilon / 2) for a randomised answer, rounded up by less than 10^-30', () => {
    // ln 3 tanh(ln(3) / 2) = ln(3) / 2, from 40 digits.
    const half = 549306144334054845697622618461252852n;
    const { numerator, denominator } = rhoOf(randomisedResponse(2, 1, 2));
    const excess = numerator * 10n ** 36n - half * denominator;
    expect(excess > 0n && excess < 10n ** 6n * denominator).toBe(true);
  });

  it('bounds the Renyi divergence of every event at every order: rho times the order', () => {
    fc.assert(
      fc.property(unsampledEvent, fc.double({ min: 1.0001, max: 100, noNaN: true }), (event, order) => {
        expect(divergenceOf(event)(order)).toBeLessThanOrEqual(order * asNumber(rhoOf(event)) * (1 + 1e-9));
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50 }), fc.integer({ min: 1, max: 20 }), fc.double({ min: 1.0001, max: 100, noNaN: true }), (categories, replaced, order) => {
        const event = randomisedResponse(categories, replaced, 20);
        expect(divergenceOf(event)(order)).toBeLessThanOrEqual(order * asNumber(rhoOf(event)) * (1 + 1e-9) + 1e-15);
      }),
    );
  });

  it('does not take permute-and-flip for bounded in range: its loss spans more than epsilon', () => {
    const [epsilon, event] = [1, { kind: 'report-noisy-max' as const, sensitivity: 1, scale: 2 }];
    const second = Math.exp(-epsilon) / 2;
    const losses = [Math.log(0.5 / (1 - second)), Math.log(0.5 / second)];
    expect(losses[1] - losses[0]).toBeCloseTo(epsilon + Math.log(2 - Math.exp(-epsilon)), 12);
    const divergence = Math.log(0.25 / (1 - second) + 0.25 / second);
    expect(divergence).toBeGreaterThan((2 * epsilon ** 2) / 8);
    expect(divergence).toBeLessThanOrEqual(2 * asNumber(rhoOf(event)));
  });

  it('is 0 for an answer that is always replaced', () => {
    expect(asNumber(rhoOf(randomisedResponse(3, 4, 4)))).toBe(0);
    expect(pureEpsilonOf(randomisedResponse(3, 4, 4))).toBe(0);
  });
});
