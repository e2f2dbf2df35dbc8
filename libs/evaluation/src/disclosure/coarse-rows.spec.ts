import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addSteps, coarseRows, leastSteps, STEPS } from './coarse-rows.js';
import { mixedRows, type MixedRows } from './mixed-rows.js';

const tableOf = (records: readonly (readonly number[])[]): MixedRows => mixedRows({ rows: records.length, columns: records[0].map((_, j) => Float64Array.from(records, (record) => record[j])) }, records[0].map(() => 1));

/** Of every candidate, in units of a column. */
function leastDistances(own: readonly number[], records: readonly (readonly number[])[]): number[] {
  const coarse = coarseRows(tableOf(records));
  const steps = new Int32Array(records.length);
  addSteps(steps, coarse, leastSteps(coarse, tableOf([own]).values), { from: 0, to: records.length });
  return Array.from(steps, (sum) => sum / STEPS);
}

/** Gower's distance by its definition, summed over columns. */
const between = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, j) => sum + (Object.is(value, b[j]) ? 0 : Number.isNaN(value - b[j]) ? 1 : Math.min(1, Math.abs(value - b[j]))), 0);

describe('a coarse look at candidates', () => {
  it('takes none of them for farther than it is', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 6 }), fc.constant(NaN));
    const record = fc.array(value, { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(record, fc.array(record, { minLength: 1, maxLength: 30 }), (own, records) => {
        const exact = records.map((other) => between(own, other));
        leastDistances(own, records).forEach((least, k) => expect(least).toBeLessThanOrEqual(exact[k]));
      }),
    );
  });

  it('counts exactly how many columns of up to four categories differ, missing ones among them', () => {
    const record = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 }), fc.constantFrom(0, 1, 2, NaN));
    fc.assert(
      fc.property(record, fc.array(record, { minLength: 1, maxLength: 30 }), (own, records) => {
        expect(leastDistances(own, records)).toEqual(records.map((other) => between(own, other)));
      }),
    );
  });
});
