import { describe, expect, it } from '@jest/globals';
import { aSeriesDictionary } from './a-scores-study.fixture.js';
import { binScores } from './bin-scores.js';
import { scoreColumns } from './score-columns.js';
import { scoreTables } from './score-tables.js';

const dictionary = aSeriesDictionary({ missing: true });
const columns = scoreColumns(dictionary);
const NOBODY = { codes: new Uint8Array(49) };
/** Hours 0 to 5 as given for steps, the rest at 100; calories 60 throughout but for one hour of 40. */
const aDay = (night: readonly number[]) => ({ ...NOBODY, values: Float64Array.from({ length: 48 }, (_, at) => (at < night.length ? night[at] : at < 24 ? 100 : at === 30 ? 40 : 60)) });

describe('what follows from the steps of a day', () => {
  it('is the mean of each quarter of the day, by the middle edges of the channel', () => {
    // 50, 150, 350, 700, 1200: means of 49.9, 50 and 5000 are in the first, second and last cell.
    const cellOf = (mean: number): number => columns.quarters[0].cellOf(aDay(Array<number>(6).fill(mean)));
    expect([49.9, 50, 400, 5000].map(cellOf)).toEqual([0, 1, 3, 5]);
  });

  it('is the mean of the day, more finely', () => {
    // 6 x 0 and 18 x 100 make 75 a step; edges 50, 100, 150, 250, 350, 525, 700.
    expect(columns.total.cellOf(aDay([0, 0, 0, 0, 0, 0]))).toBe(1);
    expect(columns.total.cellOf(aDay([600, 0, 0, 0, 0, 0]))).toBe(2);
  });

  it('is the lowest step of the first channel that is never zero, and the number of active steps', () => {
    expect(columns.resting?.minimum.name).toBe('calories minimum');
    expect(columns.resting?.minimum.cellOf(aDay([]))).toBe(0);
    // Active from 350 on, the middle edge; cells of none, 1 to 3, 4 to 6, ...
    expect([0, 1, 3, 4, 6].map((active) => columns.active.cellOf(aDay(Array<number>(active).fill(350))))).toEqual([0, 1, 1, 2, 2]);
  });

  it('looks at the readings that are there, and has a cell for where none is', () => {
    expect(columns.quarters[0].cellOf(aDay([NaN, NaN, NaN, NaN, NaN, 60]))).toBe(1);
    expect(columns.quarters[0].cellOf(aDay(Array<number>(6).fill(NaN)))).toBe(6);
    expect(columns.resting?.minimum.cellOf({ ...NOBODY, values: new Float64Array(48).fill(NaN) })).toBe(8);
  });

  it('lies in no cell where a reading is missing that is never missing', () => {
    const strict = scoreColumns(aSeriesDictionary());
    expect(strict.total.cellOf({ ...NOBODY, values: new Float64Array(48).fill(NaN) })).toBe(strict.total.cells);
  });

  it('makes twelve pairs, and seven with the weekend', () => {
    const [steps, derived, context] = scoreTables(aSeriesDictionary());
    expect([steps, derived, context].map(({ tables }) => tables.length)).toEqual([48, 12, 7]);
    expect(derived.tables.map((table) => table.columns.map(({ name }) => name).join(' x '))).toContain('steps day x calories minimum');
    expect(steps.start + steps.length).toBe(derived.start);
  });
});

describe('the score of a bin', () => {
  const [steps, calories] = dictionary.channels;

  it('is the logarithm of the middle of the bin, plus 1 where the channel begins at zero', () => {
    const scores = binScores(aSeriesDictionary().channels[0]);
    expect(scores).toHaveLength(9);
    expect(scores[0]).toBe(0);
    expect(scores[1]).toBeCloseTo(Math.log1p(Math.sqrt(1 * 50)), 12);
    expect(scores[8]).toBeCloseTo(Math.log1p(Math.sqrt(5000 * 13200)), 12);
    expect(binScores(calories)[1]).toBeCloseTo(Math.log(Math.sqrt(55 * 65)), 12);
  });

  it('grows with the bins, and is lowest for a missing reading', () => {
    for (const channel of [steps, calories]) {
      const scores = [...binScores(channel)];
      const missing = scores[scores.length - 1];
      expect([missing, ...scores.slice(0, -1)]).toEqual([...scores].sort((a, b) => a - b));
    }
  });

  it('is the middle itself where a channel goes below zero', () => {
    expect([...binScores({ ...calories, min: -10, max: 10, edges: [-10, 0, 4, 10], missing: [], integer: false })]).toEqual([-5, 2, Math.sqrt(40)]);
  });
});
