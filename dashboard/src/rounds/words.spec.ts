import { describe, expect, it } from '@jest/globals';
import type { RoundSite } from '../api/model.js';
import { progressText, reasonText } from './words.js';

const answer = (site: string, state: RoundSite['state']): RoundSite => ({ site, state, reason: null, at: null, bytes: null, envelopeSha256: null, receiptSha256: null, ledger: null });
const round = (...sites: RoundSite[]) => ({ round: 1, phase: 'collecting', openedAt: '2026-01-01T00:00:00Z', closedAt: null, sites }) as const;

describe('progressText', () => {
  it('counts the sites that have released', () => {
    expect(progressText(round(answer('a', 'released'), answer('b', 'waiting')))).toBe('1 of 2 sites have released.');
  });

  it('names refusals apart from releases', () => {
    expect(progressText(round(answer('a', 'released'), answer('b', 'refused')))).toBe('1 of 2 sites have released, 1 refused.');
  });
});

describe('reasonText', () => {
  it('puts a known reason into words and shows an unknown one as it came', () => {
    expect(reasonText('budget')).toBe('its budget does not cover the study');
    expect(reasonText('weather')).toBe('weather');
  });
});
