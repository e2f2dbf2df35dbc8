import { cellFinder, dayColumns } from '@commonward/schema';
import { describe, expect, it } from '@jest/globals';
import { aScoresPlan, aSeriesDictionary } from '../../plan/scores/a-scores-study.fixture.js';
import { binScores, productsOf, scoreTables, scoresLength, type Day } from '../../plan/index.js';
import { publicUniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';
import { absorbMoments, absorbTables, dayGenerator, dayResiduals, dayGeneratorBytes, readDayGenerator, sampleDays } from './index.js';
import { systematic } from './sample-days.js';

const dictionary = aSeriesDictionary({ steps: 6, missing: true });
const plan = { ...aScoresPlan({ dictionary }), tables: aScoresPlan({ dictionary }).tables.map((block) => ({ ...block, variance: 1 })), moments: aScoresPlan({ dictionary }).moments.map((block) => ({ ...block, variance: 1 })) };
const [S, DAYS] = [12, 3000];

/** Days whose steps go together: the busier the person, the more steps, and calories follow. One in ten is not worn in the first step. */
const people = ((): Day[] => {
  const normal = publicNormal(publicUniform('12'.repeat(32), 'people'));
  const find = dayColumns(dictionary).map(cellFinder);
  return Array.from({ length: DAYS }, (_, n) => {
    const busy = normal();
    const steps = Array.from({ length: 6 }, (__, t) => (t === 0 && n % 10 === 0 ? NaN : Math.min(13200, Math.max(0, Math.round(400 + 300 * busy + 200 * normal())))));
    const values = [...steps, ...steps.map((value) => Math.round(60 + 0.05 * (Number.isNaN(value) ? 0 : value) + 10 * Math.abs(normal())))];
    return { values, codes: [...values, Number(n % 7 >= 5)].map((value, j) => find[j](value)) };
  });
})();

const scores = dictionary.channels.map(binScores);
const scoreOf = (day: Pick<Day, 'codes'>, j: number): number => scores[Math.floor(j / 6)][day.codes[j]];

function tableSums(): Float64Array {
  const sum = new Float64Array(scoresLength(plan, 'tables'));
  for (const { tables } of scoreTables(dictionary)) {
    for (const { columns, start } of tables) for (const day of people) sum[start + columns.reduce((place, column) => place * column.cells + column.cellOf(day), 0)] += plan.grid;
  }
  return sum;
}
const signal = absorbTables(tableSums(), { plan, contributors: 4 });

function momentSums(): Float64Array {
  const sum = new Float64Array(productsOf(S));
  for (const day of people) {
    const z = Array.from({ length: S }, (_, j) => (scoreOf(day, j) - signal.means[j]) / signal.spreads[j]);
    let at = 0;
    for (let i = 0; i < S; i += 1) for (let j = i; j < S; j += 1) sum[at++] += plan.grid * z[i] * z[j] * (i === j ? 1 : Math.SQRT2);
  }
  return sum;
}
const correlations = absorbMoments(momentSums(), { plan, signal, contributors: 4 });
const generator = dayGenerator({ plan, signal, correlations, contributors: 4 });
const synthetic = sampleDays(generator, plan, { days: 2000, stream: 'test', cells: new Map() });
const rowsOf = Array.from({ length: 2000 }, (_, row): Day => ({ codes: synthetic.codes.subarray(row * 13, row * 13 + 13), values: synthetic.values.subarray(row * 12, row * 12 + 12) }));

function correlation(days: readonly Day[], i: number, j: number): number {
  const mean = (of: (day: Day) => number) => days.reduce((sum, day) => sum + of(day), 0) / days.length;
  const [a, b] = [i, j].map((k) => mean((day) => scoreOf(day, k)));
  const product = (k: number, l: number, [x, y]: [number, number]) => mean((day) => (scoreOf(day, k) - x) * (scoreOf(day, l) - y));
  return product(i, j, [a, b]) / Math.sqrt(product(i, i, [a, a]) * product(j, j, [b, b]));
}
const shareOf = (days: readonly Day[], j: number, cell: number) => days.filter(({ codes }) => codes[j] === cell).length / days.length;

describe('what the first releases say', () => {
  it('is the number of days, and the mean and spread of every step', () => {
    expect(signal.units).toBeCloseTo(DAYS, 6);
    const own = people.map((day) => scoreOf(day, 3));
    const mean = own.reduce((sum, score) => sum + score, 0) / DAYS;
    expect(Math.abs(signal.means[3] - mean)).toBeLessThan(0.05);
    expect(Math.abs(signal.spreads[3] - Math.sqrt(own.reduce((sum, score) => sum + (score - mean) ** 2, 0) / DAYS))).toBeLessThan(0.1);
  });
});

describe('the generator of days', () => {
  it('draws days whose scores have the released correlations, within and across channels', () => {
    for (const [i, j] of [[1, 2], [2, 5], [3, 9], [7, 10], [0, 4]]) expect(Math.abs(correlation(rowsOf, i, j) - correlation(people, i, j))).toBeLessThan(0.07);
  });

  it('draws days with the released shares, of missing readings and of weekends too', () => {
    for (const [j, cell] of [[0, 9], [2, 4], [2, 5], [8, 4], [12, 1]]) expect(Math.abs(shareOf(rowsOf, j, cell) - shareOf(people, j, cell))).toBeLessThan(0.04);
  });

  it('draws values that lie in the cells they are drawn for', () => {
    const find = dayColumns(dictionary).map(cellFinder);
    for (const { codes, values } of rowsOf) for (let j = 0; j < S; j += 1) expect(find[j](values[j])).toBe(codes[j]);
  });

  it('draws days that hold what the tables say, and says how far they are from it', () => {
    const { steps, pairs } = dayResiduals(synthetic, generator, plan);
    expect(steps).toBeLessThan(0.03);
    expect(pairs).toBeLessThan(0.06);
    const [first] = rowsOf;
    const alike = { rows: 2000, codes: Uint8Array.from({ length: 2000 * 13 }, (_, at) => first.codes[at % 13]), values: Float64Array.from({ length: 2000 * 12 }, (_, at) => first.values[at % 12]) };
    expect(dayResiduals(alike, generator, plan).steps).toBeGreaterThan(0.5);
  });

  it('is all in its bytes: whoever reads them draws the same days, and others from another stream', () => {
    const read = readDayGenerator(dayGeneratorBytes(generator), plan);
    expect(read).toEqual(generator);
    expect(sampleDays(read, plan, { days: 2000, stream: 'test', cells: new Map() })).toEqual(synthetic);
    expect(sampleDays(read, plan, { days: 2000, stream: 'other', cells: new Map() }).values).not.toEqual(synthetic.values);
    expect(() => readDayGenerator(new Uint8Array(8), plan)).toThrow('this plan calls for');
  });
});

describe('systematic draws', () => {
  it('take each place as often as its weight says, rounded down or up', () => {
    const weights = Float64Array.of(0.1, 0, 0.55, 0.35);
    for (const offset of [0, 0.3, 0.999]) {
      const places = [...systematic(weights, { draws: 20, offset })];
      weights.forEach((weight, place) => expect(Math.abs(places.filter((taken) => taken === place).length - 20 * weight)).toBeLessThan(1));
    }
  });
});
