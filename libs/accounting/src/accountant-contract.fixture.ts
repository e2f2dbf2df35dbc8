import { expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Accountant, PrivacyCurve } from './accountant.js';
import { composed, discreteGaussian, gaussian, noiseEvent, randomisedResponse, repeated, sampled, someEvent, unsampledEvent } from './an-event.fixture.js';
import type { DpEvent } from './dp-event.js';
import type { Adjacency } from './guarantee.js';
import { knownTruths } from './known-truth.fixture.js';
import { pureEpsilonOf } from './pure-epsilon.js';

const adjacencies: readonly Adjacency[] = ['add-or-remove-one', 'replace-one'];
const deltas = [1e-9, 1e-5, 1e-2] as const;
const epsilons = [0, 0.1, 0.5, 1, 2, 5, 20] as const;

/** A sum in another order ends in other last bits. */
const ROUNDING = 1e-9;

/**
 * What every accountant promises.
 *
 * @param slack by how much an epsilon may exceed its true value because the accountant rounds losses up; 0 if it does not
 * @param runs of each property
 */
export function accountantContract({ accountant, slack, runs }: { accountant: Accountant; slack: number; runs: number }): void {
  const answered = (event: DpEvent, adjacency: Adjacency): PrivacyCurve => {
    const answer = accountant.account(event, adjacency);
    if (answer.kind === 'refused') throw new Error(`${accountant.name} refuses: ${answer.reason}`);
    return answer;
  };
  /** Null where the accountant has no theorem. */
  const ifAnswered = (event: DpEvent): PrivacyCurve | null => {
    const answer = accountant.account(event, 'add-or-remove-one');
    return answer.kind === 'refused' ? null : answer;
  };
  const check = <T>(arbitrary: fc.Arbitrary<T>, property: (value: T) => void) => fc.assert(fc.property(arbitrary, property), { numRuns: runs });
  const noMore = (lower: PrivacyCurve, upper: PrivacyCurve) =>
    deltas.forEach((delta) => expect(lower.epsilonAt(delta)).toBeLessThanOrEqual(upper.epsilonAt(delta) * (1 + ROUNDING) + ROUNDING + slack));

  it.each(adjacencies)('refuses, with one sentence, whatever holds records that left unprotected or that nobody can account for, under %s', (adjacency) => {
    for (const kind of ['non-private', 'unknown'] as const) {
      const bad: DpEvent = { kind, description: 'a file' };
      for (const event of [bad, composed(discreteGaussian(1, 100), bad), sampled(bad, 1, 10), composed(sampled(repeated(bad, 2), 1, 2))]) {
        const answer = accountant.account(event, adjacency);
        expect(answer.kind === 'refused' && answer.reason).toMatch(/^[A-Z].*a file.*\.$/);
      }
    }
  });

  it('refuses randomised answers under add-or-remove-one, where their number tells who is there', () => {
    expect(accountant.account(composed(randomisedResponse(2, 1, 2)), 'add-or-remove-one')).toMatchObject({ kind: 'refused' });
    expect(accountant.account(composed(randomisedResponse(2, 1, 2)), 'replace-one')).toMatchObject({ kind: 'curve' });
  });

  it('throws for a malformed event and for no adjacency, naming what is wrong', () => {
    expect(() => accountant.account(composed(gaussian(1), discreteGaussian(1, 0.5)), 'replace-one')).toThrow(
      new RangeError('parts[1].event.blocks[0].variance must be a positive safe integer, but it is 0.5'),
    );
    expect(() => accountant.account(gaussian(1), 'both' as Adjacency)).toThrow('adjacency must be');
  });

  it('checks the delta and the epsilon it is asked for', () => {
    const curve = answered(gaussian(1), 'add-or-remove-one');
    for (const delta of [0, 1, -1, NaN]) expect(() => curve.epsilonAt(delta)).toThrow('delta must be more than 0 and less than 1');
    for (const epsilon of [-1, Infinity, NaN]) expect(() => curve.deltaAt(epsilon)).toThrow('epsilon must be a finite number of at least 0');
  });

  it('charges nothing where nothing happened', () => {
    const curve = answered(composed(), 'add-or-remove-one');
    expect([curve.epsilonAt(1e-5), curve.deltaAt(0)]).toEqual([0, 0]);
  });

  it('never asks for more epsilon at a larger delta, nor for more delta at a larger epsilon', () => {
    check(someEvent, (event) => {
      const curve = ifAnswered(event);
      if (curve === null) return;
      const [most, some, least] = deltas.map((delta) => curve.epsilonAt(delta));
      expect(most).toBeGreaterThanOrEqual(some);
      expect(some).toBeGreaterThanOrEqual(least);
      const falling = epsilons.map((epsilon) => curve.deltaAt(epsilon));
      falling.slice(1).forEach((delta, i) => expect(delta).toBeLessThanOrEqual(falling[i]));
    });
  });

  it('answers both questions from one curve: its delta at the epsilon it gave for a delta is that delta, and the other way round', () => {
    check(someEvent, (event) => {
      const curve = ifAnswered(event);
      if (curve === null) return;
      for (const delta of deltas) expect(curve.deltaAt(curve.epsilonAt(delta))).toBeLessThanOrEqual(delta * (1 + 1e-6));
      for (const epsilon of epsilons) {
        const delta = curve.deltaAt(epsilon);
        if (delta > 1e-200 && delta < 1) expect(curve.epsilonAt(delta)).toBeLessThanOrEqual(epsilon * (1 + 1e-6) + ROUNDING);
      }
    });
  });

  it('charges at least as much for two events as for either', () => {
    check(fc.tuple(unsampledEvent, unsampledEvent), ([a, b]) => {
      const both = answered(composed(a, b), 'add-or-remove-one');
      noMore(answered(a, 'add-or-remove-one'), both);
      noMore(answered(b, 'add-or-remove-one'), both);
    });
  });

  it('charges the same in any order and any nesting', () => {
    check(fc.tuple(unsampledEvent, unsampledEvent, fc.integer({ min: 2, max: 4 })), ([a, b, times]) => {
      const one = answered({ kind: 'composed', parts: [{ event: a, times }, { event: b, times: 1 }] }, 'add-or-remove-one');
      const other = answered(composed(b, composed(...Array.from({ length: times }, () => a))), 'add-or-remove-one');
      noMore(one, other);
      noMore(other, one);
    });
  });

  it('charges no more for more noise', () => {
    check(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 20, max: 500 })), ([squaredSensitivity, variance]) => {
      noMore(
        answered(discreteGaussian(squaredSensitivity, 2 * variance), 'replace-one'),
        answered(discreteGaussian(squaredSensitivity, variance), 'replace-one'),
      );
    });
  });

  it('charges no more for a sample than for everybody, and the same for a sample of everybody, if it answers for samples', () => {
    check(fc.tuple(noiseEvent, fc.integer({ min: 1, max: 99 })), ([event, share]) => {
      const some = ifAnswered(sampled(event, share, 100));
      const all = ifAnswered(sampled(event, 100, 100));
      const unsampled = answered(event, 'add-or-remove-one');
      if (some !== null && accountant.standing === 'proved') noMore(some, unsampled);
      if (all === null) return;
      noMore(all, unsampled);
      noMore(unsampled, all);
    });
  });

  it('never charges more than the pure epsilon, where there is one', () => {
    check(someEvent, (event) => {
      const curve = ifAnswered(event);
      const pureEpsilon = pureEpsilonOf(event);
      if (curve === null || pureEpsilon === Infinity) return;
      deltas.forEach((delta) => expect(curve.epsilonAt(delta)).toBeLessThanOrEqual(pureEpsilon * (1 + ROUNDING) + slack));
    });
  });

  if (accountant.standing === 'proved') {
    it.each(knownTruths)('never promises less than the true delta of $name', ({ event, adjacency, deltaAt }) => {
      const answer = accountant.account(event, adjacency);
      if (answer.kind === 'refused') return;
      for (let epsilon = 0; epsilon <= 6; epsilon += 0.25) expect(answer.deltaAt(epsilon)).toBeGreaterThanOrEqual(deltaAt(epsilon) - 1e-12);
    });
  }
}
