import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aRound, itIs, left, paused, play, refused, released, reopened, resumed, stopped } from './a-round.fixture.js';
import { releasesOf, tally, type Round, type RoundEvent } from './round.js';

const SITES = ['a', 'b', 'c', 'd'];
const site = fc.constantFrom(...SITES);
const minutes = fc.integer({ min: 0, max: 120 });
const quorum = fc.integer({ min: 1, max: SITES.length });

const anEvent: fc.Arbitrary<RoundEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(site, fc.integer({ min: 1, max: 1000 })).map(([name, bytes]) => released(name, bytes)) },
  { weight: 2, arbitrary: fc.tuple(site, fc.constantFrom('budget' as const, 'operator' as const)).map(([name, reason]) => refused(name, reason)) },
  { weight: 1, arbitrary: site.map((name) => left(name)) },
  { weight: 3, arbitrary: minutes.map(itIs) },
  { weight: 1, arbitrary: minutes.map(paused) },
  { weight: 1, arbitrary: minutes.map(resumed) },
  { weight: 1, arbitrary: fc.tuple(minutes, fc.integer({ min: 2, max: 4 })).map(([at, attempt]) => reopened(at, attempt)) },
  { weight: 1, arbitrary: fc.constant(stopped) },
);
const course = fc.array(anEvent, { maxLength: 30 });

/** Every state of a round on its way. */
function* states(events: readonly RoundEvent[], needed: number): Generator<{ readonly before: Round; readonly event: RoundEvent; readonly after: Round }> {
  let before = aRound(SITES, { quorum: needed });
  for (const event of events) {
    const after = play(before, event);
    yield { before, event, after };
    before = after;
  }
}

const holds = (rule: (step: { readonly before: Round; readonly event: RoundEvent; readonly after: Round }) => void): void =>
  fc.assert(
    fc.property(course, quorum, (events, needed) => {
      for (const step of states(events, needed)) rule(step);
    }),
    { numRuns: 500 },
  );

/** What a round has come to, apart from when. */
const outcome = ({ phase, reason, answers }: Round) => ({ phase, reason, states: Object.entries(answers).map(([name, { state }]) => [name, state]) });

describe('a round, whatever happens to it in whatever order', () => {
  it('never changes once it is complete, nor once it was aborted for another reason than time', () => {
    holds(({ before, after }) => {
      if (before.phase === 'complete' || (before.phase === 'aborted' && before.reason !== 'timeout')) expect(after).toBe(before);
    });
  });

  it('is opened again only after it ran out of time, with the offer and every answer that it has', () => {
    holds(({ before, event, after }) => {
      if (before.phase !== 'aborted' || after === before) return;
      expect([before.reason, event.kind, after.attempt]).toEqual(['timeout', 'reopened', before.attempt + 1]);
      expect({ offer: after.offer, answers: after.answers }).toEqual({ offer: before.offer, answers: before.answers });
    });
  });

  it('is complete only with as many releases as it needs, and uses exactly those that were made and not taken back', () => {
    holds(({ after }) => {
      if (after.phase !== 'complete') return;
      const { released: count } = tally(after);
      expect(count).toBeGreaterThanOrEqual(after.quorum);
      expect(releasesOf(after).map(({ site: name }) => name)).toEqual(SITES.filter((name) => after.answers[name].state === 'released'));
    });
  });

  it('waits for nothing that cannot come: an open round can still reach its quorum, and one that is overdue lacks it', () => {
    holds(({ after }) => {
      if (after.phase !== 'collecting') return;
      const { released: count, waiting } = tally(after);
      expect(count + waiting).toBeGreaterThanOrEqual(after.quorum);
      if (after.overdue || waiting === 0) expect(count).toBeLessThan(after.quorum);
    });
  });

  it('takes one release of each site, for ever: it can be taken back, and no other takes its place', () => {
    holds(({ before, after }) => {
      for (const name of SITES) {
        const [was, is] = [before.answers[name], after.answers[name]];
        if (was.state === 'waiting' || is === was) continue;
        expect([was.state, is.state]).toEqual(['released', 'withdrawn']);
        expect(is).toMatchObject({ bytes: was.state === 'released' ? was.bytes : null });
      }
    });
  });

  it('comes to the same after any number of looks at the clock as after the latest of them alone', () => {
    fc.assert(
      fc.property(course, quorum, fc.array(minutes, { minLength: 1, maxLength: 5 }), (events, needed, looks) => {
        const round = play(aRound(SITES, { quorum: needed }), ...events);
        expect(outcome(play(round, ...looks.map(itIs)))).toEqual(outcome(play(round, itIs(Math.max(...looks)))));
      }),
    );
  });

  it('comes to the same whether one release is seen just before or just after the deadline', () => {
    fc.assert(
      fc.property(course, quorum, site, (events, needed, name) => {
        const round = play(aRound(SITES, { quorum: needed }), ...events);
        const { released: count } = tally(round);
        // With enough releases without this one, the deadline closes the round, and which came first decides.
        if (count >= round.quorum || round.attempt > 1) return;
        expect(outcome(play(round, released(name), itIs(12)))).toEqual(outcome(play(round, itIs(12), released(name))));
      }),
    );
  });
});
