import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { accountantContract } from '../accountant-contract.fixture.js';
import { composed, gaussian, laplace, repeated, sampled } from '../an-event.fixture.js';
import type { DpEvent } from '../dp-event.js';
import { groupedBy, relativeError } from '../relative-error.fixture.js';
import { rdpAccountant, rdpAccountantAt, renyiProfileOf } from './rdp-accountant.js';
import { curveOfProfile } from './renyi-profile.js';
import { fixedTrials } from './tuning.js';

type SampledRow = [sigma: number, q: number, steps: number, delta: number, dpAccounting: number, opacus: number, pld: number | null, prv: number | null];
type Part = [sigma: number, q: number, steps: number];
const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  opacus_alphas: number[];
  dp_accounting_orders: number[];
  poisson_subsampled_gaussian: { rows: SampledRow[] };
  gaussian_composed_zcdp: { rows: number[][] };
  heterogeneous: { rows: [parts: Part[], delta: number, dpAccounting: number, opacus: number, pld: number, prv: number][] };
  mixed_kinds: { rows: [events: string, delta: number, dpAccounting: number, pld: number][] };
  neighbouring_relation_pld: { rows: [sigma: number, q: number, steps: number, relation: string, ...number[]][] };
};

const opacus = rdpAccountantAt(vectors.opacus_alphas);
const dpAccounting = rdpAccountantAt(vectors.dp_accounting_orders);

const step = (sigma: number, q: number): DpEvent => (q === 1 ? gaussian(sigma) : sampled(gaussian(sigma), Math.round(1000 * q), 1000));
const training = (parts: readonly Part[]): DpEvent => composed(...parts.map(([sigma, q, steps]) => repeated(step(sigma, q), steps)));
const epsilonOf = (accountant: typeof opacus, event: DpEvent, delta: number) => {
  const answer = accountant.account(event, 'add-or-remove-one');
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer.epsilonAt(delta);
};

describe('the RDP accountant', () => {
  accountantContract({ accountant: rdpAccountant, slack: 0, runs: 20 });

  // One profile serves all numbers of steps, by multiplication, and both lists of orders: that of Opacus is part of the other.
  const runs = groupedBy(vectors.poisson_subsampled_gaussian.rows, ([sigma, q]) => `sigma ${sigma}, q ${q}`);
  const curvesOf = (rows: readonly SampledRow[]) => {
    const profile = renyiProfileOf({ event: step(rows[0][0], rows[0][1]), adjacency: 'add-or-remove-one', orders: vectors.dp_accounting_orders });
    if ('kind' in profile) throw new Error(profile.reason);
    const kept = (_: number, i: number) => vectors.opacus_alphas.includes(profile.orders[i]);
    const opacusProfile = { orders: profile.orders.filter(kept), divergences: profile.divergences.filter(kept) };
    return (steps: number) => ({ like: curveOfProfile(fixedTrials(profile, steps)), likeOpacus: curveOfProfile(fixedTrials(opacusProfile, steps)) });
  };

  // Opacus has no bound by total variation, so where that gives 0 it says more; dp-accounting says 0 there as well.
  // dp-accounting overstates small fractional orders or drops them, which shows in 216 of 630 rows, always upwards.
  it.each(runs)('for up to 10,000 steps at %s agrees with Opacus to 1e-6, is never above dp-accounting and never below a PLD', (_name, rows) => {
    const curvesAfter = curvesOf(rows);
    for (const [, , steps, delta, dp, op, pld] of rows) {
      const { like, likeOpacus } = curvesAfter(steps);
      const [epsilon, opacusEpsilon] = [like.epsilonAt(delta), likeOpacus.epsilonAt(delta)];
      if (opacusEpsilon === 0) expect(dp).toBe(0);
      else expect(relativeError(opacusEpsilon, op)).toBeLessThan(1e-6);
      expect(epsilon).toBeLessThanOrEqual(dp * (1 + 1e-8));
      // That PLD is rounded up by at most its interval of 1e-4 a step times a few.
      if (pld !== null) expect(epsilon).toBeGreaterThan(pld - 1e-3 - 1e-3 * pld);
    }
  });

  it.each(vectors.heterogeneous.rows)('agrees with Opacus for %j at delta %d', (...row) => {
    const [parts, delta, dp, op, pld] = row;
    expect(relativeError(epsilonOf(opacus, training(parts), delta), op)).toBeLessThan(1e-9);
    expect(epsilonOf(dpAccounting, training(parts), delta)).toBeLessThanOrEqual(dp * (1 + 1e-9));
    expect(epsilonOf(rdpAccountant, training(parts), delta)).toBeGreaterThan(pld);
  });

  it('agrees with dp-accounting for Gaussian compositions, and lies above the analytic truth', () => {
    for (const [sigma, n, , delta, rdp, , , , analytic] of vectors.gaussian_composed_zcdp.rows) {
      const epsilon = epsilonOf(dpAccounting, repeated(gaussian(sigma), n), delta);
      expect(relativeError(epsilon, rdp)).toBeLessThan(1e-9);
      expect(epsilon).toBeGreaterThan(analytic);
    }
  });

  const mixed: Readonly<Record<string, DpEvent>> = {
    'gauss sigma2 x3 + laplace b=5 x2': composed(repeated(gaussian(2), 3), repeated(laplace(5), 2)),
    'poisson q.01 sigma1 x500 + laplace b=10 x1 + gauss sigma10 x5': composed(repeated(step(1, 0.01), 500), laplace(10), repeated(gaussian(10), 5)),
  };
  it.each(vectors.mixed_kinds.rows)('agrees with dp-accounting for %s at delta %d, and lies above a PLD', (events, delta, rdp, pld) => {
    const epsilon = epsilonOf(dpAccounting, mixed[events], delta);
    expect(relativeError(epsilon, rdp)).toBeLessThan(1e-6);
    expect(epsilon).toBeGreaterThan(pld);
  });

  it('refuses samples under replace-one, where the same training costs up to twice as much', () => {
    const rows = vectors.neighbouring_relation_pld.rows.filter(([, , , relation]) => relation === 'REPLACE_ONE');
    expect(rows.length).toBe(3);
    for (const [sigma, q, steps, , , replaceOne] of rows) {
      expect(rdpAccountant.account(training([[sigma, q, steps]]), 'replace-one')).toMatchObject({ kind: 'refused' });
      expect(rdpAccountant.account(composed(step(sigma, q), gaussian(1)), 'replace-one')).toMatchObject({ kind: 'refused' });
      // Here even the looser Renyi figure for add-or-remove-one would be a false promise.
      if (sigma === 2) expect(epsilonOf(rdpAccountant, training([[sigma, q, steps]]), 1e-5)).toBeLessThan(replaceOne);
    }
  });

  it('takes any orders above 1', () => {
    expect(epsilonOf(rdpAccountantAt([2]), gaussian(1), 1e-5)).toBeCloseTo(1 + Math.log(0.5) - Math.log(2e-5), 12);
    expect(() => rdpAccountantAt([2, 1])).toThrow(new RangeError('orders[1] must be more than 1, but it is 1'));
    expect(() => rdpAccountantAt([])).toThrow('orders must be a list of at least one order');
  });
});
