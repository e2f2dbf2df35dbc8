import type { Adjacency } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { open, Sensitive } from '../boundary.js';
import { boundedScores, type BoundedScoresOptions } from './bounded-scores.js';

type Scores = number[] | null;
const plain = { candidates: 3, largestScore: 4, clampTo: 100, adjacency: 'add-or-remove-one' } as const;
const bound = (records: Scores[], settings: Partial<BoundedScoresOptions<Scores>> = {}) =>
  boundedScores({ records: Sensitive.of(records), scoresOf: (scores) => scores, ...plain, ...settings });
const totals = (records: Scores[], settings: Partial<BoundedScoresOptions<Scores>> = {}) => [...open(bound(records, settings))];

/** Whatever a faulty or hostile scorer may answer: scores out of range, fractions, too few, too many, nothing. */
const aScore = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(1.5, NaN, Infinity, -Infinity, 2 ** 60));
const someScores: fc.Arbitrary<Scores> = fc.oneof({ weight: 5, arbitrary: fc.array(aScore, { maxLength: 5 }) }, fc.constant(null));
const someRecords = fc.array(someScores, { maxLength: 40 });
const aClamp = fc.integer({ min: 4, max: 60 });

const expectNoLargerMove = (left: number[], right: number[]) => {
  left.forEach((total, i) => expect(Math.abs(total - right[i])).toBeLessThanOrEqual(plain.largestScore));
};

describe('boundedScores', () => {
  it('adds up what the records say of each candidate', () => {
    expect(totals([[1, 2, 3], [4, 0, 1]])).toEqual([5, 2, 4]);
  });

  it('moves no score by more than its sensitivity when one record is removed, whatever it says', () => {
    fc.assert(fc.property(someRecords, someScores, aClamp, (others, record, clampTo) => {
      expectNoLargerMove(totals([...others, record], { clampTo }), totals(others, { clampTo }));
    }));
  });

  it('moves no score by more when one record is replaced by any other', () => {
    fc.assert(fc.property(someRecords, someScores, someScores, aClamp, (others, before, after, clampTo) => {
      expectNoLargerMove(totals([...others, before], { clampTo }), totals([...others, after], { clampTo }));
    }));
  });

  it('does not depend on the order of records', () => {
    fc.assert(fc.property(someRecords, aClamp, (records, clampTo) => {
      expect(totals([...records].reverse(), { clampTo })).toEqual(totals(records, { clampTo }));
    }));
  });

  it.each<Adjacency>(['add-or-remove-one', 'replace-one'])('states how far scores move together under %s, which its largest moves reach', (adjacency) => {
    expect(bound([], { adjacency }).blocks).toEqual([{ start: 0, length: 3, squaredSensitivity: 48, l1Sensitivity: 12, coordinateSensitivity: 4 }]);
    expect(bound([], { adjacency }).adjacency).toBe(adjacency);
    expect(totals([[9, 9, 9]], { adjacency })).toEqual([4, 4, 4]);
  });

  it.each([
    ['null', null, [0, 0, 0]],
    ['a score below zero', [-1, 1, 1], [0, 1, 1]],
    ['a score above the largest', [5, 1, 1], [4, 1, 1]],
    ['a score that is not a number', [NaN, 1, 1], [0, 1, 1]],
    ['half a score', [0.5, 1, 1], [0, 1, 1]],
    ['too few scores', [1], [1, 0, 0]],
    ['too many scores', [1, 1, 1, 1], [1, 1, 1]],
  ])('bounds a record that is or has %s', (_, record, expected) => {
    expect(totals([record])).toEqual(expected);
  });

  it('clamps a total that would not fit, exactly', () => {
    const most = 2 ** 31 - 1;
    const settings = { largestScore: 50_000_000, clampTo: most };
    expect(totals(Array.from({ length: 50 }, () => [50_000_000, 42_949_672, 1]), settings)).toEqual([most, 2_147_483_600, 50]);
  });

  it.each([
    [{ clampTo: 2 ** 31 }, 'clampTo must be an integer from 1 to 2147483647, but it is 2147483648'],
    [{ largestScore: 101 }, 'largestScore must be an integer from 1 to 100, but it is 101'],
    [{ largestScore: 0.5 }, 'largestScore must be an integer from 1 to 100, but it is 0.5'],
    [{ candidates: 0 }, 'candidates must be an integer from 1 to 2147483647, but it is 0'],
    [{ clampTo: 2 ** 30, largestScore: 2 ** 30 }, `the squared sensitivity must be an integer from 1 to 9007199254740991, but it is ${3 * 2 ** 60}`],
  ])('refuses %j', (settings, message) => {
    expect(() => bound([], settings)).toThrow(new RangeError(message));
  });
});
