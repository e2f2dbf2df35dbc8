import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { cellFinder, dayColumns, type SeriesDays } from '@commonward/schema';
import { describe, expect, it } from '@jest/globals';
import { testUniform } from '../../../test/simulated-table.js';
import { planLength, type ScoresPlan } from '../../plan/index.js';
import { aScoresPlan, aSeriesDictionary } from '../../plan/scores/a-scores-study.fixture.js';
import { boundScores, releaseVariances } from '../../site/index.js';
import { screen } from './screen.js';

const SITES = ['north', 'east', 'south', 'west'];
const DAYS = 250;
const dictionary = aSeriesDictionary({ steps: 6 });
const first = aScoresPlan({ dictionary, units: DAYS * SITES.length });
const S = 12;
const second: ScoresPlan = { ...first, part: { name: 'moments', means: Array<number>(S).fill(3), spreads: Array<number>(S).fill(2) } };

/** Days whose steps are anywhere within the bounds. */
function someDays(rows: number, seed: number): SeriesDays {
  const uniform = testUniform(seed);
  const columns = dayColumns(dictionary);
  const find = columns.map(cellFinder);
  const list = Array.from({ length: rows }, () => columns.map((column) => (column.type === 'numeric' ? Math.floor(column.min + (column.max - column.min) * uniform() * uniform()) : Number(uniform() < 0.3))));
  return { rows, codes: Uint8Array.from(list.flatMap((day) => day.map((value, j) => find[j](value)))), values: Float64Array.from(list.flatMap((day) => day.slice(0, S))), patients: Int32Array.from({ length: rows }, (_, row) => row) };
}

const released = (plan: ScoresPlan, { rows = DAYS, seed }: { rows?: number; seed: number }): Int32Array =>
  discreteGaussian(boundScores(Sensitive.of([someDays(rows, seed)]), plan), { variances: releaseVariances(plan), random: systemRandom }).value;

describe.each([['first', first], ['second', second]])('the screening of %s releases of days', (_, plan) => {
  it('keeps every honest site', () => {
    for (let seed = 0; seed < 10; seed += 1) expect(screen(SITES.map((site, k) => ({ site, values: released(plan, { seed: 4 * seed + k }) })), plan).leftOut).toEqual([]);
  });

  it('names a site that sends its release with ten times the opposite sign, and keeps the others', () => {
    const releases = SITES.map((site, k) => ({ site, values: released(plan, { seed: k }).map((value) => (k === 2 ? -10 * value : value)) }));
    const { kept, leftOut } = screen(releases, plan);
    expect([kept.length, leftOut.map(({ site }) => site)]).toEqual([3, ['south']]);
    expect(leftOut[0].reason).toMatch(/^Its? [^.]* (no number of days|declared number of days) [^.]*\.$/);
  });

  it('names a site whose release is as large as no number of its days makes it', () => {
    const values = new Int32Array(planLength(plan)).fill(8 * DAYS * plan.grid);
    expect(screen([{ site: 'west', values }], plan).leftOut).toMatchObject([{ site: 'west', reason: expect.stringContaining('larger than any of its declared number of days') }]);
  });
});

describe('the screening of first releases of days', () => {
  it('names a site that counts fewer than no days', () => {
    const values = new Int32Array(planLength(first)).fill(-(2 ** 20));
    expect(screen([{ site: 'west', values }], first).leftOut).toEqual([{ site: 'west', reason: 'It holds a count that no number of days and no noise of the plan can make.' }]);
  });
});
