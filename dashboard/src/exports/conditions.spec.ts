import { describe, expect, it } from '@jest/globals';
import type { StudyColumn } from '../api/model.js';
import { contentText, emptyDraft, readCondition } from './conditions.js';

const columns: readonly StudyColumn[] = [
  { name: 'age', type: 'numeric', categories: [] },
  { name: 'sex', type: 'categorical', categories: [{ code: '0', label: 'female' }, { code: '1', label: 'male' }] },
];

describe('readCondition', () => {
  it('reads a range with one open end', () => {
    expect(readCondition({ ...emptyDraft('age'), atLeast: ' 60 ' }, columns)).toEqual({ kind: 'condition', condition: { column: 'age', atLeast: 60, atMost: null } });
  });

  it('keeps zero as a limit', () => {
    expect(readCondition({ ...emptyDraft('age'), atMost: '0' }, columns)).toEqual({ kind: 'condition', condition: { column: 'age', atLeast: null, atMost: 0 } });
  });

  it('allows the chosen categories by their codes', () => {
    expect(readCondition({ ...emptyDraft('sex'), allowed: ['0', '1'] }, columns)).toEqual({ kind: 'condition', condition: { column: 'sex', allowed: ['0', '1'] } });
  });

  it.each([
    [{ ...emptyDraft('age') }, 'Give age at least one limit.'],
    [{ ...emptyDraft('age'), atLeast: 'old' }, 'The limits of age must be numbers.'],
    [{ ...emptyDraft('age'), atLeast: '70', atMost: '60' }, 'The lower limit of age is above the upper one.'],
    [{ ...emptyDraft('sex') }, 'Choose at least one category of sex.'],
    [{ ...emptyDraft('height'), atLeast: '1' }, 'Choose a column.'],
  ])('names what is wrong with %j', (draft, problem) => {
    expect(readCondition(draft, columns)).toEqual({ kind: 'problem', problem });
  });
});

describe('contentText', () => {
  const conditions = [{ column: 'sex', allowed: ['0', ''] }, { column: 'age', atLeast: 60, atMost: 70 }];

  it("says how many rows and under which conditions, in the dictionary's words", () => {
    expect(contentText({ rows: 2000, conditions }, columns)).toBe('2,000 rows where sex is female or missing, age at least 60 and at most 70');
  });

  it('falls back to codes while the dictionary is not known', () => {
    expect(contentText({ rows: 1, conditions: [{ column: 'sex', allowed: ['0'] }] }, [])).toBe('1 row where sex is 0');
  });
});
