import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { relativeError } from '../relative-error.fixture.js';
import { curveOfProfile, profileOf } from './renyi-profile.js';

const { opacus_alphas, dp_accounting_orders, rdp_to_eps_examples } = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  opacus_alphas: number[];
  dp_accounting_orders: number[];
  rdp_to_eps_examples: { rdp: string; delta: number; dp_eps: number; opacus_eps: number }[];
};
const divergences: Readonly<Record<string, (order: number) => number>> = { '0.1*alpha': (order) => 0.1 * order, '0.5 const': () => 0.5 };

describe('curveOfProfile', () => {
  it.each(rdp_to_eps_examples)('converts divergences of $rdp at delta $delta as Opacus and dp-accounting do', ({ rdp, delta, dp_eps, opacus_eps }) => {
    expect(relativeError(curveOfProfile(profileOf(divergences[rdp], opacus_alphas)).epsilonAt(delta), opacus_eps)).toBeLessThan(1e-9);
    expect(relativeError(curveOfProfile(profileOf(divergences[rdp], dp_accounting_orders)).epsilonAt(delta), dp_eps)).toBeLessThan(1e-9);
  });

  it('takes an infinite order for the pure epsilon', () => {
    const curve = curveOfProfile({ orders: [2, Infinity], divergences: [0.4, 0.5] });
    expect(curve.epsilonAt(1e-9)).toBe(0.5);
    expect(curve.deltaAt(0.5)).toBe(0);
    expect(curve.deltaAt(0.4)).toBeGreaterThan(0);
  });

  it('gives epsilon 0 at the very delta that it gave for epsilon 0, to the last bit', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), (divergence) => {
        const curve = curveOfProfile({ orders: [1.1], divergences: [divergence] });
        expect(curve.epsilonAt(curve.deltaAt(0))).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives epsilon 0 from the total variation distance on, which divergence 0.02 bounds by 0.1407', () => {
    const curve = curveOfProfile({ orders: [1.1], divergences: [0.02] });
    expect(curve.epsilonAt(0.1408)).toBe(0);
    expect(curve.epsilonAt(0.1407)).toBeGreaterThan(0);
    expect(curve.deltaAt(0)).toBeCloseTo(Math.sqrt(-Math.expm1(-0.02)), 15);
  });

  it('promises nothing where every divergence is infinite', () => {
    const curve = curveOfProfile({ orders: [2, 8], divergences: [Infinity, Infinity] });
    expect([curve.epsilonAt(0.5), curve.deltaAt(100)]).toEqual([Infinity, 1]);
  });
});
