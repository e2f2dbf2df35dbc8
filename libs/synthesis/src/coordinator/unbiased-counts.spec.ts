import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RandomisedAnswer } from '@commonward/accounting';
import { unbiasedCounts } from './unbiased-counts.js';

const aColumn = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 4 }))
  .map(([categories, replaced, kept]): RandomisedAnswer => ({ categories, replaced, outOf: replaced + kept }));
const someColumns = fc.array(aColumn, { minLength: 1, maxLength: 3 });

const cellsOf = (columns: readonly RandomisedAnswer[]) => columns.reduce((size, { categories }) => size * categories, 1);
const codesOf = (cell: number, columns: readonly RandomisedAnswer[]) =>
  columns.reduceRight<{ rest: number; codes: number[] }>(
    ({ rest, codes }, { categories }) => ({ rest: Math.floor(rest / categories), codes: [rest % categories, ...codes] }),
    { rest: cell, codes: [] },
  ).codes;

/** What is expected of the counts, summed over all that can happen to each true cell: the definition of randomised response. */
const expectedCounts = (truth: Float64Array, columns: readonly RandomisedAnswer[]) => {
  const chance = (from: number, to: number) =>
    codesOf(from, columns).reduce((product, code, c) => {
      const { categories, replaced, outOf } = columns[c];
      const kept = code === codesOf(to, columns)[c] ? 1 - replaced / outOf : 0;
      return product * (kept + replaced / outOf / categories);
    }, 1);
  return truth.map((_, to) => truth.reduce((sum, count, from) => sum + count * chance(from, to), 0));
};

describe('unbiasedCounts', () => {
  it('gives the true counts for the counts that are expected of them', () => {
    fc.assert(
      fc.property(someColumns, fc.infiniteStream(fc.nat(500)), (columns, counts) => {
        const truth = Float64Array.from({ length: cellsOf(columns) }, () => Number(counts.next().value));
        const estimate = unbiasedCounts(expectedCounts(truth, columns), columns);
        estimate.forEach((count, cell) => expect(count).toBeCloseTo(truth[cell], 6));
      }),
    );
  });

  it('is (f - p / k) / (1 - p) for the shares of one column', () => {
    const [p, k] = [0.4, 4];
    const estimate = unbiasedCounts(Float64Array.of(50, 30, 20, 0), [{ categories: 4, replaced: 2, outOf: 5 }]);
    [0.5, 0.3, 0.2, 0].forEach((f, cell) => expect(estimate[cell] / 100).toBeCloseTo((f - p / k) / (1 - p), 12));
  });

  it('keeps the number of records', () => {
    const columns = [{ categories: 2, replaced: 1, outOf: 2 }, { categories: 3, replaced: 1, outOf: 3 }];
    const estimate = unbiasedCounts(Float64Array.of(5, 0, 1, 9, 2, 2), columns);
    expect(estimate.reduce((sum, count) => sum + count, 0)).toBeCloseTo(19, 12);
  });

  it('leaves counts of columns that were never replaced', () => {
    expect([...unbiasedCounts(Float64Array.of(4, 1), [{ categories: 2, replaced: 0, outOf: 1 }])]).toEqual([4, 1]);
  });

  it.each([
    [{ categories: 2, replaced: 5, outOf: 5 }, 'replaced must be from 0 to less than outOf, which is 5, but it is 5'],
    [{ categories: 2, replaced: -1, outOf: 5 }, 'replaced must be from 0 to less than outOf, which is 5, but it is -1'],
    [{ categories: 3, replaced: 1, outOf: 5 }, 'The columns have 3 cells, but there are 2 counts'],
    [{ categories: 2.5, replaced: 1, outOf: 5 }, 'The columns have 2.5 cells, but there are 2 counts'],
  ])('refuses the column %j', (column, message) => {
    expect(() => unbiasedCounts(Float64Array.of(1, 2), [column])).toThrow(new RangeError(message));
  });
});
