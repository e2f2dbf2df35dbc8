import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { discreteLaplace, gaussian } from '../an-event.fixture.js';
import type { DpEvent } from '../dp-event.js';
import { relativeError } from '../relative-error.fixture.js';
import { renyiProfileOf } from './rdp-accountant.js';
import { curveOfProfile } from './renyi-profile.js';
import { fixedTrials, repeatAndSelect } from './tuning.js';

const { dp_accounting_orders, repeat_and_select_rdp } = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  dp_accounting_orders: number[];
  repeat_and_select_rdp: { rows: [sigma: number, mean: number, shape: number, ...epsilons: number[]][] };
};
const oneRun = (event: DpEvent, orders: readonly number[] = dp_accounting_orders) => {
  const profile = renyiProfileOf({ event, adjacency: 'add-or-remove-one', orders });
  if ('kind' in profile) throw new Error(profile.reason);
  return profile;
};

describe('repeatAndSelect', () => {
  it.each(repeat_and_select_rdp.rows)('agrees with dp-accounting for noise %d, %d runs on average, shape %d', (sigma, mean, shape, ...epsilons) => {
    const curve = curveOfProfile(repeatAndSelect(oneRun(gaussian(sigma)), { kind: 'negative-binomial', mean, shape }));
    [1e-3, 1e-5, 1e-6].forEach((delta, i) => expect(relativeError(curve.epsilonAt(delta), epsilons[i])).toBeLessThan(1e-8));
  });

  it('costs what the theorem for Poisson numbers of runs says, at an order where it is worked by hand', () => {
    // Pure epsilon 0.1: at order 6 one run is (ln 1.2, 0)-DP, so only ln(mean) / (order - 1) is added.
    const profile = oneRun(discreteLaplace(1, 10), [6]);
    const withPure = { orders: [6, Infinity], divergences: [profile.divergences[0], 0.1] };
    const { divergences } = repeatAndSelect(withPure, { kind: 'poisson', mean: 5 });
    expect(divergences[0]).toBeCloseTo(profile.divergences[0] + Math.log(5) / 5, 12);
  });

  it('costs three times a pure epsilon for a geometric number of runs, however many', () => {
    // Liu and Talwar 2019, arXiv:1811.07971: a stopped loop of epsilon-DP runs is 3 epsilon-DP.
    const profile = { orders: [2, Infinity], divergences: [0.1, 0.1] };
    for (const mean of [1.5, 10, 1e6]) {
      const { divergences } = repeatAndSelect(profile, { kind: 'negative-binomial', mean, shape: 1 });
      expect(divergences[1]).toBeCloseTo(0.3, 12);
    }
  });

  it('costs no less than one run, and no less for more runs', () => {
    const aTrial = fc.oneof(fc.constant({ kind: 'poisson' as const }), fc.record({ kind: fc.constant('negative-binomial' as const), shape: fc.double({ min: 0, max: 5, noNaN: true }) }));
    fc.assert(
      fc.property(aTrial, fc.double({ min: 1, max: 100, noNaN: true }), fc.double({ min: 1, max: 10, noNaN: true }), (trial, mean, more) => {
        const profile = oneRun(gaussian(5), [1.5, 2, 4, 8, 32, 128]);
        const few = repeatAndSelect(profile, { ...trial, mean });
        const many = repeatAndSelect(profile, { ...trial, mean: mean * more });
        few.divergences.forEach((divergence, i) => {
          if (i > 0) expect(divergence).toBeGreaterThanOrEqual(few.divergences[i - 1]);
          expect(divergence).toBeGreaterThanOrEqual(Math.min(...profile.divergences.slice(i)) * (1 - 1e-12));
          expect(many.divergences[i]).toBeGreaterThanOrEqual(divergence * (1 - 1e-9));
        });
      }),
    );
  });

  it.each([
    [{ kind: 'poisson', mean: 0.5 } as const, 'mean must be a finite number of at least 1, but it is 0.5'],
    [{ kind: 'negative-binomial', mean: Infinity, shape: 1 } as const, 'mean must be a finite number of at least 1, but it is Infinity'],
    [{ kind: 'negative-binomial', mean: 2, shape: -1 } as const, 'shape must be a finite number of at least 0, but it is -1'],
  ])('refuses %j', (trials, message) => {
    expect(() => repeatAndSelect({ orders: [2], divergences: [1] }, trials)).toThrow(new RangeError(message));
  });
});

describe('fixedTrials', () => {
  it('costs every run', () => {
    expect(fixedTrials({ orders: [2, 3], divergences: [1, 2] }, 5)).toEqual({ orders: [2, 3], divergences: [5, 10] });
    expect(() => fixedTrials({ orders: [2], divergences: [1] }, 1.5)).toThrow(new RangeError('trials must be a positive safe integer, but it is 1.5'));
  });
});
