import { describe, expect, it } from '@jest/globals';
import type { Budget, RoundSite, Study } from '../api/model.js';
import { aRound } from '../rounds/a-round.fixture.js';
import { aStudy } from '../studies/a-study.fixture.js';
import { burnDownOf } from './burn-down.js';

const waiting: RoundSite = { site: 'va', state: 'waiting', booked: false, reason: null, at: null, bytes: null, envelopeSha256: null, receiptSha256: null, ledger: null };
const released: RoundSite = { ...waiting, state: 'released', booked: true, at: '2026-01-01T10:03:00Z' };

function answeredBy(site: RoundSite): Study {
  const { forecast } = aStudy({});
  return aStudy({
    state: 'running',
    sites: ['va'],
    forecast: { ...forecast, sites: [{ site: 'va', epsilon: 1, rhoUnits: 25 }] },
    rounds: [aRound({ openedAt: '2026-01-01T10:00:00Z', sites: [site] })],
  });
}

const budget = (spentRhoUnits: number): Budget => ({ capEpsilon: 5, spentEpsilon: 1, delta: 1e-5, capRhoUnits: 100, spentRhoUnits });
const now = new Date('2026-01-01T10:04:00Z');

describe('burnDownOf', () => {
  it('takes the study off the budget once the site has paid and released', () => {
    const found = burnDownOf({ study: answeredBy(released), site: 'va', budget: budget(35), now });
    expect(found).toEqual({ site: 'va', before: 0.9, now: 0.65, planned: 0.65, covered: true, bookedAt: 0.75 });
  });

  it('leaves the budget as it was while the site is waiting, and shows where the plan will take it', () => {
    const found = burnDownOf({ study: answeredBy(waiting), site: 'va', budget: budget(10), now });
    expect(found).toEqual({ site: 'va', before: 0.9, now: 0.9, planned: 0.65, covered: true, bookedAt: null });
  });

  it('takes the study off the budget of a site that has paid, though it is not in the sum or has refused since', () => {
    for (const answer of [{ ...waiting, booked: true }, { ...waiting, state: 'refused', booked: true } as const]) {
      expect(burnDownOf({ study: answeredBy(answer), site: 'va', budget: budget(35), now })).toEqual({ site: 'va', before: 0.9, now: 0.65, planned: 0.65, covered: true, bookedAt: 1 });
    }
  });

  it('shows the time after the round was closed, so that its last step can be seen', () => {
    const study = answeredBy(released);
    const closed = { ...study, rounds: [{ ...study.rounds[0], closedAt: '2026-01-01T10:03:00Z' }] };
    expect(burnDownOf({ study: closed, site: 'va', budget: budget(35), now }).bookedAt).toBeCloseTo(0.75, 12);
  });

  it('does not cover a study that costs more than is left, and never shows less than nothing', () => {
    expect(burnDownOf({ study: answeredBy(waiting), site: 'va', budget: budget(76), now })).toMatchObject({ planned: 0, covered: false });
    expect(burnDownOf({ study: answeredBy(waiting), site: 'va', budget: budget(75), now })).toMatchObject({ planned: 0, covered: true });
  });
});
