import { describe, expect, it } from '@jest/globals';
import { aRound, itIs, left, minute, paused, play, refused, released, reopened, resumed, stopped } from './a-round.fixture.js';
import { nextDueAt, releasesOf, transition } from './round.js';

const usedBy = (...round: Parameters<typeof play>) => releasesOf(play(...round)).map(({ site }) => site);

describe('a round that every site answers', () => {
  it('is complete with the last answer, if as many as it needs have released', () => {
    const round = play(aRound(['a', 'b'], { quorum: 1 }), released('a'), refused('b'));
    expect(round).toMatchObject({ phase: 'complete', reason: null, closedAt: minute(1) });
    expect(releasesOf(round).map(({ site }) => site)).toEqual(['a']);
  });

  it('waits for every site before its deadline, though it has all that it needs', () => {
    expect(play(aRound(['a', 'b', 'c'], { quorum: 2 }), released('a'), released('b'), itIs(9)).phase).toBe('collecting');
  });

  it('keeps the first answer of a site', () => {
    const round = play(aRound(['a', 'b']), released('a', 4), released('a', 8), refused('a'));
    expect(round.answers['a']).toMatchObject({ state: 'released', bytes: 4 });
  });

  it('ignores a site that was not asked, even one named like a property of every object', () => {
    for (const site of ['z', 'constructor', '__proto__']) {
      for (const event of [released(site), refused(site, 'operator'), left(site)]) expect(transition(aRound(['a']), event)).toEqual(aRound(['a']));
    }
  });
});

describe('a round of which k of n sites suffice', () => {
  const round = aRound(['a', 'b', 'c', 'd'], { quorum: 2 });

  it('is complete at its deadline with those that have released', () => {
    expect(play(round, released('a'), released('c'), itIs(10))).toMatchObject({ phase: 'complete', closedAt: minute(10) });
    expect(usedBy(round, released('a'), released('c'), itIs(10), released('b'))).toEqual(['a', 'c']);
  });

  it('is overdue at its deadline with fewer, and complete with the next release that makes them enough', () => {
    const overdue = play(round, released('a'), itIs(10));
    expect(overdue).toMatchObject({ phase: 'collecting', overdue: true });
    expect(play(overdue, released('b', 4, minute(25)))).toMatchObject({ phase: 'complete', closedAt: minute(25) });
  });

  it('is given up after three times as long', () => {
    expect(play(round, released('a'), itIs(29)).phase).toBe('collecting');
    expect(play(round, released('a'), itIs(30))).toMatchObject({ phase: 'aborted', reason: 'timeout' });
  });

  it('is aborted as soon as so many say no, take back or leave that k cannot be reached', () => {
    expect(play(round, refused('a'), left('b')).phase).toBe('collecting');
    expect(play(round, refused('a'), left('b'), released('c'), refused('c', 'operator'))).toMatchObject({ phase: 'aborted', reason: 'quorum', closedAt: minute(1) });
  });

  it('says when time alone changes it next', () => {
    expect([round, play(round, itIs(10)), play(round, itIs(30)), play(round, paused(1))].map(nextDueAt)).toEqual([minute(10), minute(30), null, null]);
  });
});

describe('a site that takes its release back', () => {
  const round = aRound(['a', 'b', 'c'], { quorum: 1 });

  it('is not used, and stays answered', () => {
    const withdrawn = play(round, released('a'), refused('a', 'operator'), released('a'));
    expect(withdrawn.answers['a']).toMatchObject({ state: 'withdrawn', bytes: 4 });
    expect(usedBy(withdrawn, released('b'), itIs(10))).toEqual(['b']);
  });

  it('can do so by its operator’s word only, and only while the round is open', () => {
    expect(play(round, released('a'), refused('a', 'budget')).answers['a'].state).toBe('released');
    expect(usedBy(round, released('a'), itIs(10), refused('a', 'operator'))).toEqual(['a']);
  });
});

describe('a site that leaves', () => {
  it('is waited for no more; what it has released stays', () => {
    const round = play(aRound(['a', 'b'], { quorum: 1 }), released('a'), left('a'), left('b'));
    expect(round).toMatchObject({ phase: 'complete', answers: { a: { state: 'released' }, b: { state: 'left' } } });
  });
});

describe('a round that is paused', () => {
  const round = aRound(['a', 'b', 'c'], { quorum: 1 });

  it('takes in releases, and its time stands still', () => {
    const held = play(round, paused(2), released('a'), itIs(500));
    expect(held).toMatchObject({ phase: 'collecting', overdue: false, answers: { a: { state: 'released' } } });
    expect(play(held, resumed(502), itIs(509))).toMatchObject({ phase: 'collecting', deadlineAt: minute(510), expiresAt: minute(530) });
    expect(play(held, resumed(502), itIs(510)).phase).toBe('complete');
  });

  it('is not shortened by a clock that was set back meanwhile', () => {
    expect(play(round, paused(5), resumed(1))).toMatchObject({ deadlineAt: minute(10), expiresAt: minute(30) });
  });
});

describe('a round that ran out of time', () => {
  const expired = play(aRound(['a', 'b', 'c'], { quorum: 2 }), released('a'), itIs(30));

  it('can be opened again: the same offer, the answers that it has, and all of its time', () => {
    const again = play(expired, reopened(100));
    expect(again).toMatchObject({ phase: 'collecting', attempt: 2, reason: null, overdue: false, closedAt: null, deadlineAt: minute(110), expiresAt: minute(130) });
    expect({ offer: again.offer, answers: again.answers }).toEqual({ offer: expired.offer, answers: expired.answers });
    expect(usedBy(again, released('b', 4, minute(101)), itIs(110))).toEqual(['a', 'b']);
  });

  it('is opened once for each attempt, and not if it ended otherwise', () => {
    const again = play(expired, reopened(100), reopened(101));
    expect(again.deadlineAt).toBe(minute(110));
    expect(play(expired, reopened(100, 3))).toBe(expired);
    for (const end of [stopped, refused('b')]) {
      const closed = play(aRound(['b', 'c']), end);
      expect(closed.phase).toBe('aborted');
      expect(play(closed, reopened(100))).toBe(closed);
    }
  });
});
