import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quantile } from '../series/distribution-distances.js';
import { vectors, wine, wineDictionary } from '../metrics/wine.fixture.js';
import { seededRandom } from '../seeded-random.js';
import { closestDistances, closestRecords } from './closest-records.js';
import { columnRanges, mixedRows, type MixedRows } from './mixed-rows.js';
import { nearerShare, nearness } from './nearer-to-training.js';

interface Reference {
  readonly dcr_percentiles_5_25_50_75_95: number[];
  readonly dcr_mean: number;
  readonly nndr_mean: number;
  readonly first5: number[];
}
const reference = vectors('comparison.json') as {
  DCR_NNDR_gower: Record<'synth_vs_real' | 'synth_vs_holdout' | 'holdout_vs_real', Reference>;
  DCROverfittingProtection: { synthetic_data_percentages: { closer_to_training: number } };
};
const ranges = columnRanges([wine('real')], wineDictionary());
const [real, synth, holdout] = (['real', 'synth', 'holdout'] as const).map((table) => mixedRows(wine(table), ranges));
const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the distance to the closest record', () => {
  it.each([
    ['synth_vs_real', synth, real],
    ['holdout_vs_real', holdout, real],
  ] as const)('has the mean, the percentiles and the first values of the reference (%s)', (name, from, to) => {
    const distances = closestDistances(from, to);
    const { dcr_mean, dcr_percentiles_5_25_50_75_95: percentiles, first5 } = reference.DCR_NNDR_gower[name];
    expect(mean(distances)).toBeCloseTo(dcr_mean, 12);
    expect([...distances.slice(0, first5.length)]).toEqual(first5.map((value) => expect.closeTo(value, 12)));
    expect([0.05, 0.25, 0.5, 0.75, 0.95].map((q) => quantile(distances.slice().sort(), q))).toEqual(percentiles.map((value) => expect.closeTo(value, 12)));
  });

  it('is, over that to the second closest one, the ratio of the reference', () => {
    const ratios = Float64Array.from(closestRecords(holdout, real, 2).distances, ([first, second]) => first / second);
    expect(mean(ratios)).toBeCloseTo(reference.DCR_NNDR_gower.holdout_vs_real.nndr_mean, 12);
  });

  it('takes missing as equal to missing and as different from every value', () => {
    const rows = (...records: number[][]) => mixedRows({ rows: records.length, columns: [0, 1].map((j) => Float64Array.from(records, (record) => record[j])) }, [10, 1]);
    expect([...closestDistances(rows([NaN, 0], [NaN, 1], [4, NaN]), rows([NaN, 0], [5, 2]))]).toEqual([0, 0.5, expect.closeTo(0.55, 12)]);
  });

  it('takes the earlier one of equally close candidates', () => {
    const alike: MixedRows = { rows: 3, columns: 1, values: Float64Array.of(0.5, 0.5, 0.5) };
    expect(closestRecords(alike, alike, 2).rows.map((rows) => [...rows])).toEqual([[0, 1], [0, 1], [0, 1]]);
  });

  it('finds what comparing with every candidate finds', () => {
    const row = fc.tuple(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(NaN)), fc.integer({ min: 0, max: 2 }));
    const tableOf = (records: readonly (readonly number[])[]): MixedRows => mixedRows({ rows: records.length, columns: [0, 1].map((j) => Float64Array.from(records, (record) => record[j])) }, [9, 1]);
    const between = ([x, a]: readonly number[], [y, b]: readonly number[]): number => ((Object.is(x, y) ? 0 : Number.isNaN(x - y) ? 1 : Math.abs(x - y) / 9) + Number(a !== b)) / 2;
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), fc.array(row, { minLength: 3, maxLength: 12 }), (queries, candidates) => {
        const { rows, distances } = closestRecords(tableOf(queries), tableOf(candidates), 3);
        queries.forEach((query, q) => {
          const sorted = candidates.map((candidate) => between(query, candidate)).sort((a, b) => a - b);
          expect([...distances[q]]).toEqual(sorted.slice(0, 3).map((distance) => expect.closeTo(distance, 9)));
          expect(new Set(rows[q]).size).toBe(3);
        });
      }),
    );
  });

  it('finds among thousands of candidates with many columns the ones that comparing with each of them finds, in the same order', () => {
    const random = seededRandom(0);
    // Eighths add up exactly, so that equal distances are equal numbers.
    const table = (rows: number): MixedRows => ({ rows, columns: 20, values: Float64Array.from({ length: rows * 20 }, (_, at) => (at % 2 === 0 ? random.below(3) : random.below(9) / 8)) });
    const [queries, candidates] = [table(20), table(3000)];
    const sums = (query: number): number[] =>
      Array.from({ length: candidates.rows }, (_, row) => queries.values.subarray(query * 20, query * 20 + 20).reduce((sum, value, j) => sum + Math.min(1, Math.abs(value - candidates.values[row * 20 + j])), 0));
    const { rows, distances } = closestRecords(queries, candidates, 2);
    for (let query = 0; query < queries.rows; query++) {
      const sum = sums(query);
      const sorted = [...sum.keys()].sort((a, b) => sum[a] - sum[b] || a - b).slice(0, 2);
      expect([...rows[query]]).toEqual(sorted);
      expect([...distances[query]]).toEqual(sorted.map((row) => sum[row] / 20));
    }
  });
});

describe('nearness', () => {
  it("counts SDMetrics' share of synthetic records closer to training than to held-out ones, on its scale: of either table by itself", () => {
    const [toTraining, toHeldOut] = (['real', 'holdout'] as const).map((table) => {
      const own = columnRanges([wine(table)], wineDictionary());
      return closestDistances(mixedRows(wine('synth'), own), mixedRows(wine(table), own));
    });
    const counted = nearness(toTraining, toHeldOut);
    expect(counted.training / synth.rows).toBeCloseTo(reference.DCROverfittingProtection.synthetic_data_percentages.closer_to_training, 12);
    expect(counted.training + counted.heldOut + counted.tied).toBe(synth.rows);
  });

  it('is no evidence of anything where every record is as far from both', () => {
    const distances = closestDistances(synth, real);
    expect(nearness(distances, distances)).toEqual({ training: 0, heldOut: 0, tied: synth.rows });
    expect(nearerShare({ training: 0, heldOut: 0, tied: 9 })).toEqual({ value: 0.5, low: 0, high: 1 });
  });

  it('has an interval that holds one half where as many are nearer to either', () => {
    const { value, low, high } = nearerShare({ training: 50, heldOut: 50, tied: 10 });
    expect(value).toBe(0.5);
    // The exact bounds of 50 of 100, by SciPy's beta quantiles.
    expect([low, high]).toEqual([expect.closeTo(0.398321, 5), expect.closeTo(0.601679, 5)]);
  });
});
