import { describe, expect, it } from '@jest/globals';
import type { MaskedRow } from './masked-rows.js';
import { droppedText, givenUpText, maskedProgressText, phaseLine } from './masked-words.js';

const at = '2026-01-01T00:00:00Z';
const row = (changed: Partial<MaskedRow>): MaskedRow => ({ site: 'va', parts: [], droppedIn: 'sharing', answer: 'waiting', reason: null, ...changed });

describe('the words of a masked round', () => {
  it('say that the coordinator sees the sum only, how many vectors have come, and how many are needed', () => {
    const sites = ['a', 'b', 'c', 'd'].map((site) => ({ site, state: 'waiting' as const, booked: true, reason: null, at: null, bytes: null, envelopeSha256: null, receiptSha256: null, ledger: null }));
    expect(maskedProgressText({ sites }, { phase: 'masking', inSum: 2, threshold: 3 })).toBe('Masked: the coordinator sees the sum only. 2 of 4 masked vectors have come; at least 3 are needed.');
    expect(maskedProgressText({ sites }, { phase: 'ended', inSum: 4, threshold: 4 })).toBe('Masked: the coordinator sees the sum only. The sum of 4 of 4 sites is known; all are needed.');
  });

  it('say of a site that dropped out when, and why if the site has said so', () => {
    expect(droppedText(row({ droppedIn: null }))).toBeNull();
    expect(droppedText(row({}))).toBe('va dropped out while sites shared their masks: it did not answer in time. Its vector is not in the sum.');
    expect(droppedText(row({ answer: 'refused', reason: 'operator' }))).toBe('va dropped out while sites shared their masks: its operator said no. Its vector is not in the sum.');
    expect(droppedText(row({ droppedIn: 'advertising', answer: 'left' }))).toBe('va dropped out while sites sent their keys: it has left the consortium. Its vector is not in the sum.');
  });

  it('say why an attempt was repeated, counting attempts from one', () => {
    expect(givenUpText({ attempt: 0, phase: 'masking', reason: 'too-few', without: ['a', 'b'], at }, { threshold: 3 })).toBe(
      'Attempt 1 was given up while sites sent their masked vectors: without a and b fewer than 3 sites were left. The same sealed vectors got fresh masks; nobody pays twice.',
    );
    expect(givenUpText({ attempt: 1, phase: 'agreeing', reason: 'survivor-gone', without: ['a'], at }, { threshold: 3 })).toBe(
      "Attempt 2 was given up while sites agreed on who is in the sum: a took part no more before anything was unmasked. The others' sealed vectors got fresh masks; nobody pays twice.",
    );
  });

  it('say that a phase is overdue only while its round is open', () => {
    expect(phaseLine({ phase: 'collecting' }, { phase: 'advertising', overdue: true })).toContain('Overdue');
    expect(phaseLine({ phase: 'aborted' }, { phase: 'advertising', overdue: true })).toBe('The round ended while sites sent their keys. Nothing of it is used.');
  });
});
