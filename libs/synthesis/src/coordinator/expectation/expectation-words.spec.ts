import { describe, expect, it } from '@jest/globals';
import { effortSentence, errorSentence } from './expectation-words.js';

describe('what is expected, in words', () => {
  it('is of tables how many patients are in a wrong cell, of what unrelated columns would have, and from how many made-up patients it is known', () => {
    const error = { kind: 'tables', oneWay: 0.0298, twoWay: 0.0902, unrelated: 0.083, patients: 920, turns: 3 } as const;
    expect(errorSentence(error)).toMatch(/^Expected: of 100 synthetic patients 3\.0 are in a wrong cell of a table of one column, and 9\.0 of two; .* 8\.3 of two\. Basis: this plan, rehearsed 3 times with 920 made-up patients\.$/);
    expect(errorSentence({ ...error, turns: 1 })).toContain('rehearsed once');
  });

  it.each([
    [{ kind: 'images', frechet: 0.129, isLeast: false } as const, 'a Frechet distance of 0.13', 'PneumoniaMNIST'],
    [{ kind: 'images', frechet: 0.23, isLeast: true } as const, 'a Frechet distance of more than 0.23', 'PneumoniaMNIST'],
    [{ kind: 'days', correlation: 0.097 } as const, 'off by 0.10 on average', 'hourly activity, simulated and of 33 real persons'],
  ])('names the data that the forecast of %j was measured on', (error, value, basis) => {
    expect(errorSentence(error)).toContain(value);
    expect(errorSentence(error)).toMatch(new RegExp(`Basis: .*measured|${basis}.*Basis: measured`));
    expect(errorSentence(error)).toContain(basis);
  });

  it('says bytes, time and memory no more exactly than a rule knows them', () => {
    const effort = { site: { seconds: 0.4, mebibytes: 131.6 }, coordinator: { seconds: 400, mebibytes: 1234 } };
    expect(effortSentence(effort, 86_472)).toBe(
      'Each site sends 86472 bytes; the largest needs less than 1 s of processor time and about 130 MiB of memory, the coordinator about 7 min of processor time and about 1200 MiB of memory. ' +
        'Basis: cost of each record, table and step, measured on one core of a server.',
    );
  });
});
