import { describe, expect, it } from '@jest/globals';
import type { MaskedPhase, MaskedSum, Round, RoundSite } from '../api/model.js';
import { aRound } from './a-round.fixture.js';
import { maskedRows } from './masked-rows.js';

const upTo = (phase: MaskedPhase | null): MaskedPhase[] => {
  const phases = ['advertising', 'sharing', 'masking', 'agreeing', 'revealing'] as const;
  return phase === null ? [] : phases.slice(0, phases.indexOf(phase) + 1);
};
const answer = (state: RoundSite['state'], reason: string | null = null): RoundSite => ({ site: 'a', state, booked: true, reason, at: null, bytes: null, envelopeSha256: null, receiptSha256: null, ledger: null });

/** The row of one site that has answered in these phases. */
function row(phase: MaskedSum['phase'], answered: MaskedPhase[], changed: Partial<Round> = {}) {
  const masked: MaskedSum = { attempt: 0, phase, threshold: 3, inSum: 0, deadlineAt: '2026-01-01T00:00:00Z', overdue: false, sites: [{ site: 'a', answered }], givenUp: [] };
  const [{ parts, droppedIn }] = maskedRows(aRound({ sites: [answer('waiting')], masked, ...changed }), masked);
  return { parts: parts.map(({ part }) => part), droppedIn };
}

describe('a site in a masked round', () => {
  it('is awaited in the open phase until it has answered there', () => {
    expect(row('sharing', upTo('advertising'))).toEqual({ parts: ['answered', 'awaited', 'next', 'next', 'next'], droppedIn: null });
    expect(row('sharing', upTo('sharing'))).toEqual({ parts: ['answered', 'answered', 'next', 'next', 'next'], droppedIn: null });
  });

  it.each(['advertising', 'sharing', 'masking'] as const)('is out of the attempt from the phase on that went on without it: %s', (phase) => {
    const before = upTo(phase).slice(0, -1);
    const { parts, droppedIn } = row('agreeing', before);
    expect(droppedIn).toBe(phase);
    expect(parts).toEqual([...before.map(() => 'answered'), 'missed', ...Array.from({ length: 4 - before.length }, () => 'out')]);
  });

  it('stays in the sum without its consent, and is awaited for its shares all the same', () => {
    expect(row('revealing', upTo('masking'))).toEqual({ parts: ['answered', 'answered', 'answered', 'missed', 'awaited'], droppedIn: null });
  });

  it('has dropped out as soon as it refuses or leaves before its vector has come, and is not waited for', () => {
    for (const state of ['refused', 'left'] as const) {
      expect(row('sharing', upTo('advertising'), { sites: [answer(state)] })).toEqual({ parts: ['answered', 'missed', 'out', 'out', 'out'], droppedIn: 'sharing' });
    }
  });

  it('is waited for no more in a round that has ended', () => {
    expect(row('masking', upTo('sharing'), { phase: 'aborted' })).toEqual({ parts: ['answered', 'answered', 'missed', 'out', 'out'], droppedIn: 'masking' });
    expect(row('ended', upTo('agreeing'), { phase: 'complete', sites: [answer('released')] })).toEqual({ parts: ['answered', 'answered', 'answered', 'answered', 'missed'], droppedIn: null });
  });
});
