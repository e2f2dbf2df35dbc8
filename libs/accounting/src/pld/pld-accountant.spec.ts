import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { accountantContract } from '../accountant-contract.fixture.js';
import { composed, gaussian, laplace, randomisedResponse, repeated, sampled } from '../an-event.fixture.js';
import type { DpEvent } from '../dp-event.js';
import { gaussianEpsilon } from '../gdp/gaussian-curve.js';
import type { Adjacency } from '../guarantee.js';
import { groupedBy } from '../relative-error.fixture.js';
import { everyNth, type PldVectors } from './hockey-stick.fixture.js';
import { pldAccountant } from './pld-accountant.js';

const pldVectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/pld.json', import.meta.url), 'utf8')) as PldVectors;

type Part = [sigma: number, q: number, steps: number];
type AtThreeDeltas = number[];
const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/accounting.json', import.meta.url), 'utf8')) as {
  poisson_subsampled_gaussian: { rows: [...Part, delta: number, dpRdp: number, opacusRdp: number, pld: number | null, prv: number | null][] };
  laplace_pld: { rows: [scale: number, q: number, n: number, ...AtThreeDeltas][] };
  discrete_laplace_pld: { rows: [inverseScale: number, n: number, ...AtThreeDeltas][] };
  pure_eps_worst_case_pld: { rows: [epsilon0: number, n: number, ...AtThreeDeltas][] };
  randomized_response_pld_replace_one: { rows: [p: number, categories: number, n: number, ...AtThreeDeltas][] };
  heterogeneous: { rows: [parts: Part[], delta: number, dpRdp: number, opacusRdp: number, pld: number, prv: number | null][] };
  mixed_kinds: { rows: [events: string, delta: number, rdp: number, pld: number][] };
  neighbouring_relation_pld: { rows: [...Part, relation: string, ...AtThreeDeltas][] };
  calibration: { rows: [target: number, q: number, steps: number, delta: number, dpRdp: number, opacusRdp: number, pld: number | null][] };
  gaussian_composed_zcdp: { rows: [sigma: number, n: number, rho: number, delta: number, rdp: number, zcdp: number, pld: number, replaceOne: number, analytic: number][] };
};
const THREE_DELTAS = [1e-3, 1e-5, 1e-6];

const onSample = (event: DpEvent, q: number) => (q === 1 ? event : sampled(event, Math.round(1000 * q), 1000));
const training = (parts: readonly Part[]) => composed(...parts.map(([sigma, q, steps]) => repeated(onSample(gaussian(sigma), q), steps)));
const curveOf = (event: DpEvent, adjacency: Adjacency) => {
  const answer = pldAccountant.account(event, adjacency);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer;
};

/** dp-accounting prints ten significant digits, and rounds losses to the same interval in its own ways. */
const expectNear = (epsilon: number, reference: number) =>
  expect(Math.abs(epsilon - reference)).toBeLessThan(5e-4 * Math.max(1, reference));
/** Losses of discrete mechanisms it rounds up one by one, so that a composition may come out higher by `times` intervals. */
const expectNotAbove = (epsilon: number, { reference, times }: { reference: number; times: number }) => {
  expect(epsilon).toBeLessThan(reference + 1e-6 * (1 + reference));
  expect(epsilon).toBeGreaterThan(reference - 1e-4 * times);
};
const atThreeDeltas = (event: DpEvent, adjacency: Adjacency) => {
  const curve = curveOf(event, adjacency);
  return THREE_DELTAS.map((delta) => curve.epsilonAt(delta));
};

describe('the PLD accountant', () => {
  accountantContract({ accountant: pldAccountant, slack: 1e-6, runs: 2 });

  // Where a loss is as small as dp-accounting's interval that overstates epsilon, by up to 5 %: below, a finer one is compared.
  const fine = pldVectors.sampledGaussianFine.rows.map((row) => JSON.stringify(row.slice(0, 3)));
  const trainings = groupedBy(vectors.poisson_subsampled_gaussian.rows, (row) => JSON.stringify(row.slice(0, 3))).filter(([key]) => !fine.includes(key));
  it.each(everyNth(11, trainings))('agrees with dp-accounting to 5 parts in 10^4, and is below the upper bound of PRV, on sigma, q and steps %s', (_name, rows) => {
    const [sigma, q, steps] = rows[0];
    const curve = curveOf(training([[sigma, q, steps]]), 'add-or-remove-one');
    for (const [, , , delta, , , pld, prv] of rows) {
      if (pld !== null) expectNear(curve.epsilonAt(delta), pld);
      if (prv !== null) expect(curve.epsilonAt(delta)).toBeLessThanOrEqual(prv);
    }
  });

  it.each(pldVectors.sampledGaussianFine.rows)('agrees with it at an interval of 2.5e-5 on sigma %d, q %d and %d steps', (sigma, q, steps, ...epsilons) => {
    atThreeDeltas(training([[sigma, q, steps]]), 'add-or-remove-one').forEach((epsilon, i) => expectNear(epsilon, epsilons[i]));
  });

  it.each(groupedBy(vectors.heterogeneous.rows, ([parts]) => JSON.stringify(parts)))('agrees on unlike steps one after the other, %s', (_name, rows) => {
    const curve = curveOf(training(rows[0][0]), 'add-or-remove-one');
    for (const [, delta, , , pld, prv] of rows) {
      expectNear(curve.epsilonAt(delta), pld);
      if (prv !== null) expect(curve.epsilonAt(delta)).toBeLessThanOrEqual(prv);
    }
  });

  it('agrees on Gaussian and Laplace noise together', () => {
    const mixed: Readonly<Record<string, DpEvent>> = {
      'gauss sigma2 x3 + laplace b=5 x2': composed(repeated(gaussian(2), 3), repeated(laplace(5), 2)),
      'poisson q.01 sigma1 x500 + laplace b=10 x1 + gauss sigma10 x5': composed(
        repeated(sampled(gaussian(1), 1, 100), 500),
        laplace(10),
        repeated(gaussian(10), 5),
      ),
    };
    for (const [name, rows] of groupedBy(vectors.mixed_kinds.rows, ([events]) => events)) {
      const curve = curveOf(mixed[name], 'add-or-remove-one');
      for (const [, delta, , pld] of rows) expectNear(curve.epsilonAt(delta), pld);
    }
  });

  it.each(everyNth(3, vectors.laplace_pld.rows))('agrees on Laplace noise of scale %d on a sample of %d, %d times', (scale, q, n, ...epsilons) => {
    const event = repeated(onSample(laplace(scale), q), n);
    atThreeDeltas(event, 'add-or-remove-one').forEach((epsilon, i) => expectNear(epsilon, epsilons[i]));
  });

  it.each(everyNth(2, vectors.discrete_laplace_pld.rows))('agrees on discrete Laplace noise of inverse scale %d, %d times', (inverse, n, ...epsilons) => {
    const noise: DpEvent = { kind: 'discrete-laplace', blocks: [{ coordinates: 1, l1Sensitivity: 1, scale: Math.round(1 / inverse) }] };
    atThreeDeltas(repeated(noise, n), 'add-or-remove-one').forEach((epsilon, i) => expectNear(epsilon, epsilons[i]));
  });

  it.each(everyNth(2, vectors.pure_eps_worst_case_pld.rows))('agrees on the worst mechanism of epsilon %d, %d times', (epsilon0, n, ...epsilons) => {
    const selection: DpEvent = { kind: 'report-noisy-max', sensitivity: 1, scale: Math.round(2 / epsilon0) };
    atThreeDeltas(repeated(selection, n), 'replace-one').forEach((epsilon, i) => expectNear(epsilon, epsilons[i]));
  });

  it.each(vectors.randomized_response_pld_replace_one.rows)('on randomised response, %d replaced of %d categories, %d times, is not above dp-accounting', (p, categories, n, ...epsilons) => {
    const event = repeated(randomisedResponse(categories, Math.round(10 * p), 10), n);
    atThreeDeltas(event, 'replace-one').forEach((epsilon, i) => expectNotAbove(epsilon, { reference: epsilons[i], times: n }));
  });

  // dp-accounting's noise multiplier is over the contribution of one record, which is half of the sensitivity under replace-one.
  it.each(vectors.neighbouring_relation_pld.rows.filter(([, , , relation]) => relation !== 'REPLACE_SPECIAL'))('agrees on sigma %d, q %d, %d steps under %s', (...row) => {
    const [sigma, q, steps, relation, ...epsilons] = row;
    const adjacency = relation === 'REPLACE_ONE' ? 'replace-one' : 'add-or-remove-one';
    const multiplier = adjacency === 'replace-one' ? sigma / 2 : sigma;
    atThreeDeltas(training([[multiplier, q, steps]]), adjacency).forEach((epsilon, i) => expectNear(epsilon, epsilons[i]));
  });

  // It calibrates to a tolerance of 1e-3 and at an interval of 1e-3, both of which add noise.
  const calibrated = vectors.calibration.rows.filter((row) => row[6] !== null);
  it.each(everyNth(5, calibrated))('to a target of epsilon %d on a sample of %d, %d times, needs no more noise than dp-accounting and hardly less', (...row) => {
    const [target, q, steps, delta, , , sigma] = row;
    const epsilon = curveOf(training([[Number(sigma), q, steps]]), 'add-or-remove-one').epsilonAt(delta);
    expect(epsilon).toBeLessThanOrEqual(target);
    expect(epsilon).toBeGreaterThan(target * 0.995);
  });

  it.each(everyNth(3, groupedBy(vectors.gaussian_composed_zcdp.rows, ([sigma, n]) => JSON.stringify([sigma, n]))))('has the analytic epsilon of Gaussian noise, sigma and times %s', (_name, rows) => {
    const curve = curveOf(repeated(gaussian(rows[0][0]), rows[0][1]), 'add-or-remove-one');
    for (const row of rows) expectNear(curve.epsilonAt(row[3]), row[8]);
  });

  it.each(everyNth(2, pldVectors.sampledGaussianTwice.rows))('on two samples with sigma %d and q %d has, at epsilon %d, the delta of 40 digits, never less', (sigma, q, epsilon, delta) => {
    const found = curveOf(training([[sigma, q, 2]]), 'add-or-remove-one').deltaAt(epsilon);
    expect(found).toBeGreaterThan(delta * (1 - 1e-12));
    expect(found).toBeLessThan(delta * (1 + 1e-4) + 1e-20);
  });

  it('refuses noise so small that nothing is left to account for, and more repetitions than can be told from rounding', () => {
    expect(pldAccountant.account(gaussian(1e-9), 'replace-one')).toMatchObject({ kind: 'refused' });
    expect(pldAccountant.account(laplace(1e-320), 'replace-one')).toMatchObject({ kind: 'refused' });
    const often = repeated(repeated(laplace(1), 1e5), 1e4);
    expect(pldAccountant.account(often, 'replace-one')).toMatchObject({ kind: 'refused' });
    expect(pldAccountant.account(sampled(often, 1, 2), 'replace-one')).toMatchObject({ kind: 'refused' });
  });

  it('answers at the ends of what it answers for', () => {
    expect(curveOf(gaussian(1e200), 'replace-one').deltaAt(0)).toBeGreaterThan(0);
    expect(curveOf(gaussian(1e200), 'replace-one').epsilonAt(1e-5)).toBeLessThan(1e-9);
    expect(curveOf(gaussian(1e-3), 'replace-one').epsilonAt(1e-5) / gaussianEpsilon({ mu: 1000, delta: 1e-5 })).toBeCloseTo(1, 5);
    expect(curveOf(repeated(laplace(1e6), 1e8), 'replace-one').epsilonAt(1e-5)).toBeLessThan(0.1);
    expect(curveOf(repeated(laplace(1), 1e8), 'replace-one').deltaAt(1e7)).toBe(1);
  });
});
