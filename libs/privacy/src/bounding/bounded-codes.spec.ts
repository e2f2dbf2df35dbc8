import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { open, Sensitive } from '../boundary.js';
import { boundedCodes } from './bounded-codes.js';

const bound = (answers: readonly (number | null)[], categories = 5) =>
  boundedCodes({ records: Sensitive.of(answers), categories, codeOf: (answer) => answer, adjacency: 'replace-one' });
const codes = (answers: readonly (number | null)[]) => [...open(bound(answers)).codes];

/** Whatever a faulty or hostile encoder may answer. */
const anAnswer = fc.oneof(fc.integer({ min: -1, max: 6 }), fc.constantFrom(null, 1.5, NaN, Infinity, -0, 2 ** 40));

describe('boundedCodes', () => {
  it('writes down the category of each record, in order', () => {
    expect(codes([4, 0, 2])).toEqual([4, 0, 2]);
    expect(open(bound([1], 7)).categories).toBe(7);
  });

  it('gives a record without a category, or with one that does not exist, the category 0', () => {
    expect(codes([null, 5, -1, 2.5, NaN, Infinity, 3])).toEqual([0, 0, 0, 0, 0, 0, 3]);
  });

  it('changes one code, within its sensitivity, when one record is replaced by any other', () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { maxLength: 8 }), anAnswer, anAnswer, (others, before, after) => {
        const [left, right] = [codes([...others, before]), codes([...others, after])];
        const moves = left.map((code, i) => Math.abs(code - right[i])).filter((move) => move > 0);
        const [block] = bound([...others, before]).blocks;
        expect(moves.length).toBeLessThanOrEqual(1);
        expect(Math.max(0, ...moves)).toBeLessThanOrEqual(block.coordinateSensitivity);
        expect(block).toMatchObject({ length: others.length + 1, l1Sensitivity: 4, squaredSensitivity: 16, coordinateSensitivity: 4 });
        expect([...left, ...right].every((code) => Number.isInteger(code) && code >= 0 && code < 5)).toBe(true);
      }),
    );
  });

  it.each([1, 0, 2.5, NaN, 2 ** 26 + 1])('refuses %d categories', (categories) => {
    expect(() => bound([], categories)).toThrow(new RangeError(`categories must be an integer from 2 to 67108864, but it is ${categories}`));
  });

  it('refuses an adjacency under which the number of records is secret', () => {
    const options = { records: Sensitive.of([1]), categories: 2, codeOf: () => 1, adjacency: 'add-or-remove-one' as const };
    // @ts-expect-error the number of codes would show whether a record is there
    expect(() => boundedCodes(options)).toThrow('adjacency must be replace-one, but it is add-or-remove-one');
  });
});
