import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { releasesOf, transition, type Answer, type Round, type RoundEvent } from './round.js';

const stored = { blob: 'b'.repeat(64), envelopeSha256: 'e'.repeat(64) };
const at = '2026-01-01T00:00:00.000Z';

const aRound = (sites: readonly string[]): Round => ({
  study: 'heart',
  round: 1,
  phase: 'collecting',
  planSha256: 'p'.repeat(64),
  offer: stored,
  openedAt: at,
  closedAt: null,
  answers: Object.fromEntries(sites.map((site) => [site, { state: 'waiting' } satisfies Answer])),
});

const released = (site: string, bytes = 4): RoundEvent => ({
  kind: 'answered',
  site,
  answer: { state: 'released', at, bytes, release: stored, receipt: stored, ledger: { seq: 3, head: 'h'.repeat(64) } },
});
const refused = (site: string): RoundEvent => ({
  kind: 'answered',
  site,
  answer: { state: 'refused', at, reason: 'budget', refusal: stored },
});

describe('a round', () => {
  it('is complete once every site has answered and at least one has released', () => {
    const round = [released('a'), refused('b')].reduce(transition, aRound(['a', 'b']));
    expect(round.phase).toBe('complete');
    expect(releasesOf(round).map(({ site }) => site)).toEqual(['a']);
  });

  it('waits while one site has not answered', () => {
    expect(transition(aRound(['a', 'b']), released('a')).phase).toBe('collecting');
  });

  it('is aborted when every site refuses', () => {
    expect([refused('a'), refused('b')].reduce(transition, aRound(['a', 'b'])).phase).toBe('aborted');
  });

  it('keeps the first answer of a site', () => {
    const round = [released('a', 4), released('a', 8), refused('a')].reduce(transition, aRound(['a', 'b']));
    expect(round.answers['a']).toMatchObject({ state: 'released', bytes: 4 });
  });

  it('ignores a site that was not asked, even one named like a property of every object', () => {
    for (const site of ['z', 'constructor', '__proto__']) {
      expect(transition(aRound(['a']), released(site))).toEqual(aRound(['a']));
    }
  });

  it('never changes once it is closed, whatever follows', () => {
    const event = fc.constantFrom<RoundEvent>(released('a'), released('b'), refused('a'), refused('b'), { kind: 'aborted', at });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        let closed: Round | null = null;
        let round = aRound(['a', 'b']);
        for (const next of events) {
          round = transition(round, next);
          if (closed !== null) expect(round).toBe(closed);
          else if (round.phase !== 'collecting') closed = round;
        }
      }),
    );
  });
});
