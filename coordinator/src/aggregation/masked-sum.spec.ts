import { describe, expect, it } from '@jest/globals';
import { ASum, minute } from './a-sum.fixture.js';
import { isBound, stateOf, sumDueAt } from './masked-sum.js';

const ALL = [0, 1, 2, 3];
const [GONE, ...OTHERS] = ALL;
const PHASES = ['advertising', 'sharing', 'masking', 'agreeing', 'revealing'] as const;

/** A sum whose sites have all answered up to where this phase opens. */
function at(phase: (typeof PHASES)[number], trust: 'local' | 'shared' = 'local'): ASum {
  const made = new ASum(trust);
  while (made.sum.phase !== phase) made.answer(ALL);
  return made;
}

describe('a masked sum', () => {
  it('goes from phase to phase as soon as nobody is missing, and ends', () => {
    const made = new ASum('local');
    const seen = PHASES.map((phase) => {
      expect(made.sum.phase).toBe(phase);
      made.answer(ALL);
      return made.sum.ended;
    });
    expect(seen).toEqual([false, false, false, false, true]);
    expect(Object.keys(made.sum.inputs)).toHaveLength(4);
  });

  it.each(PHASES)('in the phase of %s waits for a missing site until its deadline, and then goes on without it', (phase) => {
    const made = at(phase);
    made.answer(OTHERS);
    expect([made.sum.phase, made.sum.ended]).toEqual([phase, false]);
    made.take({ kind: 'time', at: minute(11), gone: [] });
    expect(phase === 'revealing' ? made.sum.ended : made.sum.phase).toBe(phase === 'revealing' ? true : PHASES[PHASES.indexOf(phase) + 1]);
  });

  it.each(['advertising', 'sharing', 'masking'] as const)('in the phase of %s does not wait for a site that has refused or left', (phase) => {
    const made = at(phase);
    made.answer(OTHERS, { gone: [GONE] });
    expect(made.sum.phase).toBe(PHASES[PHASES.indexOf(phase) + 1]);
  });

  it('leaves out a survivor that refuses before anything is unmasked, by beginning anew without it', () => {
    const made = at('agreeing');
    made.take({ kind: 'time', at: minute(0), gone: [GONE] });
    expect([made.sum.attempt, made.sum.phase, made.sum.inputs]).toEqual([1, 'advertising', {}]);
    expect(made.sum.givenUp).toEqual([{ attempt: 0, phase: 'agreeing', reason: 'survivor-gone', without: ['bern'], at: minute(0) }]);
    expect(isBound(made.sum, 'bern')).toBe(false);
  });

  it('keeps a survivor that refuses once shares may have been given', () => {
    const made = at('revealing');
    expect(isBound(made.sum, 'bern')).toBe(true);
    made.take({ kind: 'time', at: minute(0), gone: [GONE] });
    expect([made.sum.attempt, made.sum.phase]).toEqual([0, 'revealing']);
  });
});

describe('a masked sum whose round is opened again', () => {
  const again = { kind: 'reopened', opening: 1, deadlineAt: minute(20) } as const;

  it('asks for adverts anew, in the next attempt: sites may be ahead of a coordinator that was set back', () => {
    const made = at('advertising');
    made.answer(OTHERS.slice(1));
    made.take(again);
    expect([made.sum.attempt, made.sum.phase, made.sum.deadlineAt, stateOf(made.sum)]).toEqual([1, 'advertising', minute(20), expect.objectContaining({ adverts: [] })]);
    made.answer(OTHERS);
    made.take({ ...again, deadlineAt: minute(30) });
    expect([made.sum.attempt, made.sum.deadlineAt]).toEqual([1, minute(20)]);
  });

  it.each(['sharing', 'masking', 'agreeing', 'revealing'] as const)('goes on in the phase of %s', (phase) => {
    const made = at(phase);
    const before = made.sum;
    made.take(again);
    expect(made.sum).toEqual({ ...before, opening: 1 });
  });
});

describe('a masked sum that needs all its sites', () => {
  it.each(['sharing', 'masking', 'agreeing'] as const)('that misses one in the phase of %s begins anew at the deadline, with fresh keys', (phase) => {
    const made = at(phase, 'shared');
    made.answer(OTHERS);
    made.take({ kind: 'time', at: minute(11), gone: [] });
    expect([made.sum.attempt, made.sum.phase, made.sum.inputs]).toEqual([1, 'advertising', {}]);
    expect(stateOf(made.sum).agreement.attempt).toBe(1);
    expect(made.sum.givenUp).toEqual([{ attempt: 0, phase, reason: 'too-few', without: ['bern'], at: minute(11) }]);
  });

  it('keeps what it says of attempts that were given up short, however often a site comes and goes', () => {
    const made = at('sharing', 'shared');
    for (let now = 2; now <= 40; now += 2) {
      made.answer(OTHERS, { at: minute(now - 2) });
      made.take({ kind: 'time', at: minute(now), gone: [] });
      made.answer(ALL, { at: minute(now) });
    }
    expect(made.sum.attempt).toBe(20);
    expect(made.sum.givenUp.map(({ attempt }) => attempt)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  });

  it.each(['advertising', 'revealing'] as const)('that misses one in the phase of %s waits for it, and is not woken for it again', (phase) => {
    const made = at(phase, 'shared');
    made.answer(OTHERS);
    expect(sumDueAt(made.sum)).not.toBeNull();
    made.take({ kind: 'time', at: minute(11), gone: [] });
    expect([made.sum.attempt, made.sum.phase, sumDueAt(made.sum)]).toEqual([0, phase, null]);
    made.answer([GONE], { at: minute(12) });
    expect(phase === 'revealing' ? made.sum.ended : made.sum.phase).toBe(phase === 'revealing' ? true : 'sharing');
  });
});

describe('a masked sum that is paused', () => {
  it('stands still: no deadline passes, and the time that is left is left when it is resumed', () => {
    const made = at('sharing');
    const { deadlineAt } = made.sum;
    made.take({ kind: 'paused', at: minute(0) });
    expect(sumDueAt(made.sum)).toBeNull();
    made.answer(OTHERS, { at: minute(25) });
    expect(made.sum.phase).toBe('sharing');
    made.take({ kind: 'resumed', at: minute(30) });
    expect(Date.parse(made.sum.deadlineAt) - Date.parse(deadlineAt)).toBe(30 * 60_000);
  });
});
