import { describe, expect, it } from '@jest/globals';
import { contentText, emptyDraft, readCondition } from './conditions.js';

const columns = [
  { name: 'age', type: 'numeric' },
  { name: 'sex', type: 'categorical' },
] as const;

describe('readCondition', () => {
  it('reads a range with one open end', () => {
    expect(readCondition({ ...emptyDraft('age'), atLeast: ' 60 ' }, columns)).toEqual({ kind: 'condition', condition: { column: 'age', atLeast: 60, atMost: null } });
  });

  it('keeps zero as a limit', () => {
    expect(readCondition({ ...emptyDraft('age'), atMost: '0' }, columns)).toEqual({ kind: 'condition', condition: { column: 'age', atLeast: null, atMost: 0 } });
  });

  it('reads each allowed code once, however it is spaced', () => {
    expect(readCondition({ ...emptyDraft('sex'), allowed: '0, 1,,0' }, columns)).toEqual({ kind: 'condition', condition: { column: 'sex', allowed: ['0', '1'] } });
  });

  it.each([
    [{ ...emptyDraft('age') }, 'Give age at least one limit.'],
    [{ ...emptyDraft('age'), atLeast: 'old' }, 'The limits of age must be numbers.'],
    [{ ...emptyDraft('age'), atLeast: '70', atMost: '60' }, 'The lower limit of age is above the upper one.'],
    [{ ...emptyDraft('sex'), allowed: ' , ' }, 'Name at least one value of sex.'],
    [{ ...emptyDraft('height'), atLeast: '1' }, 'Choose a column.'],
  ])('names what is wrong with %j', (draft, problem) => {
    expect(readCondition(draft, columns)).toEqual({ kind: 'problem', problem });
  });
});

describe('contentText', () => {
  it('says how many rows and under which conditions', () => {
    const conditions = [{ column: 'sex', allowed: ['0'] }, { column: 'age', atLeast: 60, atMost: 70 }];
    expect(contentText({ rows: 2000, conditions })).toBe('2,000 rows where sex is 0, age at least 60 and at most 70');
  });
});
