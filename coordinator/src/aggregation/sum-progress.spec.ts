import { describe, expect, it } from '@jest/globals';
import { ASum, minute } from './a-sum.fixture.js';
import { progressOf } from './sum-progress.js';

const ALL = [0, 1, 2, 3];
const OTHERS = [1, 2, 3];
const answeredBy = (made: ASum, name: string) => progressOf(made.sum).sites.find(({ site }) => site === name)?.answered;

describe('the progress of a masked sum', () => {
  it('says of every site of the roster in which phases it has answered, also of one that was left behind', () => {
    const made = new ASum('local');
    made.answer(ALL);
    made.answer(OTHERS);
    made.take({ kind: 'time', at: minute(11), gone: [] });
    made.answer([1], { at: minute(11) });
    expect(progressOf(made.sum)).toMatchObject({ attempt: 0, phase: 'masking', threshold: 3, inSum: 1, overdue: false });
    expect(progressOf(made.sum).sites).toEqual([
      { site: 'bern', answered: ['advertising'] },
      { site: 'chur', answered: ['advertising', 'sharing', 'masking'] },
      { site: 'genf', answered: ['advertising', 'sharing'] },
      { site: 'zug', answered: ['advertising', 'sharing'] },
    ]);
  });

  it('ends with what every site has given to it', () => {
    const made = new ASum('local');
    for (let phase = 0; phase < 5; phase += 1) made.answer(ALL);
    expect(progressOf(made.sum)).toMatchObject({ phase: 'ended', inSum: 4, givenUp: [] });
    expect(answeredBy(made, 'bern')).toEqual(['advertising', 'sharing', 'masking', 'agreeing', 'revealing']);
  });

  it('begins anew with each attempt, and says why the one before was given up', () => {
    const made = new ASum('shared');
    made.answer(ALL);
    made.answer(OTHERS);
    made.take({ kind: 'time', at: minute(11), gone: [] });
    expect(progressOf(made.sum)).toMatchObject({ attempt: 1, phase: 'advertising', threshold: 4, givenUp: [{ attempt: 0, phase: 'sharing', reason: 'too-few', without: ['bern'] }] });
    expect(answeredBy(made, 'chur')).toEqual([]);
  });
});
