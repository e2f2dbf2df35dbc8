import { describe, expect, it } from '@jest/globals';
import type { RoundSite } from '../api/model.js';
import { aRound } from './a-round.fixture.js';
import { progressText, reasonText, waitText } from './words.js';

const answer = (site: string, state: RoundSite['state']): RoundSite => ({ site, state, booked: state === 'released', reason: null, at: null, bytes: null, envelopeSha256: null, receiptSha256: null, ledger: null });
const round = (...sites: RoundSite[]) => aRound({ sites });

describe('progressText', () => {
  it('counts the sites that have released', () => {
    expect(progressText(round(answer('a', 'released'), answer('b', 'waiting')))).toBe('1 of 2 sites have released, 1 is needed.');
  });

  it('names refusals apart from releases', () => {
    expect(progressText(round(answer('a', 'released'), answer('b', 'refused')))).toBe('1 of 2 sites have released, 1 is needed, 1 refused.');
  });

  it('names releases that were taken back, and sites that left', () => {
    expect(progressText({ ...round(answer('a', 'released'), answer('b', 'withdrawn'), answer('c', 'left')), quorum: 2 })).toBe('1 of 3 sites have released, 2 are needed, 1 took it back, 1 left.');
  });
});

describe('waitText', () => {
  it('says why a round waits longer, or was given up', () => {
    expect(waitText(aRound({}))).toBeNull();
    expect(waitText(aRound({ overdue: true }))).toContain('Overdue');
    expect(waitText(aRound({ overdue: true, pausedAt: '2026-01-01T00:00:00Z' }))).toContain('Paused');
    expect(waitText(aRound({ attempt: 2 }))).toBe('Opened for the 2. time; earlier releases are kept.');
    expect(waitText(aRound({ phase: 'aborted', reason: 'timeout' }))).toContain('nobody pays twice');
    expect(waitText(aRound({ phase: 'complete' }))).toBeNull();
  });
});

describe('reasonText', () => {
  it('puts a known reason into words and shows an unknown one as it came', () => {
    expect(reasonText('budget')).toBe('its budget does not cover the study');
    expect(reasonText('weather')).toBe('weather');
  });
});
