import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import type { SeriesDays } from '@commonward/schema';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aScoresPlan, aSeriesDictionary } from '../../plan/scores/a-scores-study.fixture.js';
import { binScores, scoreTables, stepsOf, type ScoresPart, type ScoresPlan } from '../../plan/scores/index.js';
import { boundMoments, boundScores, boundTables } from './bound-scores.js';

const dictionary = aSeriesDictionary({ steps: 6, missing: true });
const plan = aScoresPlan({ dictionary });
const S = stepsOf(dictionary);
const standards = { means: new Float32Array(S).fill(3), spreads: new Float32Array(S).fill(1.5) };

interface ADay {
  readonly codes: readonly number[];
  readonly values: readonly number[];
  readonly patient: number;
}

const days = (list: readonly ADay[]): SeriesDays => ({
  rows: list.length,
  codes: Uint8Array.from(list.flatMap(({ codes }) => codes)),
  values: Float64Array.from(list.flatMap(({ values }) => values)),
  patients: Int32Array.from(list, ({ patient }) => patient),
});

/** Noise of variance 1 is nothing beside grid steps of a 256th. */
function almostExactly(list: readonly ADay[], part: ScoresPart, { using = plan, about = standards }: { using?: ScoresPlan; about?: typeof standards } = {}): Int32Array {
  const records = Sensitive.of(list.map((day) => days([day])));
  const bounded = part === 'tables' ? boundTables(records, using) : boundMoments(records, using, about);
  return discreteGaussian(bounded, { variances: using[part].map(() => 1), random: systemRandom }).value;
}

const every = (cell: number, value: number, patient = 0): ADay => ({ codes: [...Array<number>(S).fill(cell), 1], values: Array<number>(S).fill(value), patient });
const aDay = fc.record({
  codes: fc.array(fc.integer({ min: 0, max: 255 }), { minLength: S + 1, maxLength: S + 1 }),
  values: fc.array(fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0, 1e300)), { minLength: S, maxLength: S }),
  patient: fc.integer({ min: 0, max: 2 }),
});
/** Days whose every step is in one cell: also the lowest, the highest and the missing one. */
const corners = Array.from({ length: 10 }, (_, cell) => every(cell, cell === 9 ? NaN : 1500 * cell));

/** Two draws of noise of variance 1 on each number, far from their end. */
const noiseBound = (length: number): number => Math.sqrt(2 * length) + 12;

function expectMovesWithinNorms(part: ScoresPart, { before, after, using = plan }: { before: Int32Array; after: Int32Array; using?: ScoresPlan }): void {
  let start = 0;
  for (const { length, clippingNorm } of using[part]) {
    let square = 0;
    for (let at = start; at < start + length; at += 1) square += (after[at] - before[at]) ** 2;
    start += length;
    expect(Math.sqrt(square)).toBeLessThanOrEqual(clippingNorm + noiseBound(length));
  }
}

describe('the first release of days', () => {
  it('adds one to one cell of each table for each day', () => {
    const list = [every(3, 200), every(3, 200), every(9, NaN)];
    const sum = almostExactly(list, 'tables');
    for (const { tables } of scoreTables(dictionary)) {
      for (const { start, cells } of tables) expect(Math.abs(sum.subarray(start, start + cells).reduce((total, count) => total + count, 0) / 256 - 3)).toBeLessThan(0.5);
    }
    const counts = [3, 9, 0].map((cell) => Math.round(sum[cell] / 256) + 0);
    expect(counts).toEqual([2, 1, 0]);
  });

  it('takes a day that the dictionary has no cell for as nothing', () => {
    const strange: ADay[] = [every(10, 1), { ...every(1, 1), codes: [1, 2, 3] }, { ...every(1, 1), codes: [...Array<number>(S).fill(1), 2] }];
    for (const day of strange) expect(almostExactly([day], 'tables').every((count) => Math.abs(count) < 13)).toBe(true);
    expect(almostExactly([strange[0]], 'moments').every((count) => Math.abs(count) < 13)).toBe(true);
  });
});

describe('the second release of days', () => {
  it('holds the products of standardised scores, off the diagonal times the root of 2', () => {
    const [score] = [binScores(dictionary.channels[0])[4]];
    const about = { means: new Float32Array(S).fill(score - 0.5), spreads: new Float32Array(S).fill(1) };
    const day = { ...every(4, 500), codes: [...Array<number>(6).fill(4), ...Array<number>(6).fill(0), 0] };
    // The other channel is at its mean, and adds nothing.
    const low = binScores(dictionary.channels[1])[0];
    about.means.fill(low, 6);
    const sum = almostExactly([day], 'moments', { about });
    expect(Math.abs(sum[0] / 256 - 0.25)).toBeLessThan(0.06);
    expect(Math.abs(sum[1] / 256 - 0.25 * Math.SQRT2)).toBeLessThan(0.06);
    expect(Math.abs(sum[7] / 256)).toBeLessThan(0.06);
  });

  it('is about the means and spreads that the plan of the second round names', () => {
    const scores = Array.from({ length: S }, (_, j) => binScores(dictionary.channels[Math.floor(j / 6)])[4]);
    const second: ScoresPlan = { ...plan, part: { name: 'moments', means: scores.map((score, j) => (j === 0 ? score - 8 : score)), spreads: scores.map((_, j) => (j === 0 ? 4 : 1)) } };
    const sum = discreteGaussian(boundScores(Sensitive.of([days([every(4, 500)])]), second), { variances: [1], random: systemRandom }).value;
    expect([sum[0] / 256, ...sum.subarray(1).map((value) => value / 256)].map((value) => Math.round(value) + 0)).toEqual([4, ...Array<number>(77).fill(0)]);
  });

  it('cuts a day that is far from every mean down to 1.1 for each step, and keeps its direction', () => {
    const far = { means: new Float32Array(S).fill(-1000), spreads: new Float32Array(S).fill(1) };
    const sum = almostExactly([every(5, 900)], 'moments', { about: far });
    const length = Math.sqrt(sum.reduce((square, value) => square + value * value, 0));
    expect(Math.abs(length / 256 - 1.1 * S)).toBeLessThan(0.3);
    expect(sum[1] / sum[0]).toBeCloseTo(Math.SQRT2, 1);
  });
});

describe('one day more', () => {
  it.each(['tables', 'moments'] as const)('moves no block of the %s by more than its clipping norm, whatever day it is', (part) => {
    fc.assert(
      fc.property(aDay, fc.array(aDay, { maxLength: 2 }), (added, others) => {
        expectMovesWithinNorms(part, { before: almostExactly(others, part), after: almostExactly([...others, added], part) });
      }),
      { numRuns: 15 },
    );
  });

  it.each(['tables', 'moments'] as const)('moves no block of the %s by more than its clipping norm, in any corner of the cells and about any means', (part) => {
    for (const mean of [-1e30, 0, 3, 1e30]) {
      for (const spread of [1e-6, 1, 1e30]) {
        const about = { means: new Float32Array(S).fill(mean), spreads: new Float32Array(S).fill(spread) };
        for (const corner of corners) expectMovesWithinNorms(part, { before: almostExactly([], part, { about }), after: almostExactly([corner], part, { about }) });
      }
    }
  });
});

describe('one person more, where persons are the unit', () => {
  const persons = aSeriesDictionary({ steps: 6, missing: true, unit: 'patient' });
  const using = aScoresPlan({ dictionary: persons, guarantee: { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } });

  it.each(['tables', 'moments'] as const)('moves no block of the %s by more than its clipping norm, however many days they have', (part) => {
    const about = { means: new Float32Array(S).fill(-1000), spreads: new Float32Array(S).fill(1) };
    const many = Array.from({ length: 40 }, (_, at) => corners[at % 2 === 0 ? 5 : at % 10]).map((day) => ({ ...day, patient: 7 }));
    expectMovesWithinNorms(part, { before: almostExactly([], part, { using, about }), after: almostExactly(many, part, { using, about }), using });
  });

  it('counts the mean of their days, wherever in the source they are', () => {
    const sum = almostExactly([every(2, 60, 1), every(4, 500, 2), every(3, 200, 1)], 'tables', { using });
    [2, 3, 4].forEach((cell, at) => expect(Math.abs(sum[cell] / 256 - [0.5, 0.5, 1][at])).toBeLessThan(0.1));
  });
});
