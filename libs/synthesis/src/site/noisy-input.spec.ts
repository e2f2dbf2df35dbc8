import { describe, expect, it } from '@jest/globals';
import { Sensitive, systemRandom } from '@commonward/privacy';
import fc from 'fast-check';
import { unbiasedCounts } from '../coordinator/index.js';
import { noisyInputEvent, planNoisyInput } from '../plan/index.js';
import { noisyInput } from './index.js';

const someSizes = fc.array(fc.integer({ min: 2, max: 12 }), { minLength: 1, maxLength: 8 });
const anEpsilon = fc.double({ min: 0.05, max: 40, noNaN: true });

const tableOf = (rows: number[][]) => ({ rows: rows.length, codes: Uint8Array.from(rows.flat()) });
const random = systemRandom;

describe('planNoisyInput', () => {
  it('keeps a record within epsilon, and would not if each coin replaced on two sides fewer', () => {
    fc.assert(
      fc.property(someSizes, anEpsilon, (sizes, epsilon) => {
        const { columns } = planNoisyInput({ sizes, epsilon });
        const spent = (fewer: number) =>
          columns.reduce((sum, { categories: k, replaced, outOf }) => sum + Math.log1p((k * (outOf - replaced + fewer)) / (replaced - fewer)), 0);
        expect(spent(0)).toBeLessThanOrEqual(epsilon * (1 + 1e-15));
        if (columns.every(({ replaced }) => replaced > 2)) expect(spent(2)).toBeGreaterThan(epsilon * (1 - 1e-15));
      }),
    );
  });

  it.each([
    [{ sizes: [2, 1], epsilon: 1 }, 'sizes[1] must be an integer of at least 2, but it is 1'],
    [{ sizes: [2], epsilon: 0 }, 'epsilon must be a finite number above 0, but it is 0'],
    [{ sizes: [2], epsilon: Infinity }, 'epsilon must be a finite number above 0, but it is Infinity'],
  ])('refuses %j', (argument, message) => {
    expect(() => planNoisyInput(argument)).toThrow(new RangeError(message));
  });
});

describe('noisyInput', () => {
  it('lets out one code for each record and column, under the events of the plan', () => {
    const plan = planNoisyInput({ sizes: [3, 2], epsilon: 2 });
    const releases = noisyInput(Sensitive.of(tableOf([[2, 1], [0, 0], [1, 1]])), { plan, random });
    expect(releases.map(({ value }) => value.length)).toEqual([3, 3]);
    expect(releases[0].value.every((code) => code >= 0 && code < 3)).toBe(true);
    expect(noisyInputEvent(plan)).toEqual({ kind: 'composed', parts: releases.map(({ event }) => ({ event, times: 1 })) });
  });

  it('keeps every record as it is, up to chance, when epsilon is very large', () => {
    const plan = planNoisyInput({ sizes: [4, 3], epsilon: 44 });
    const rows = Array.from({ length: 50 }, (_, i) => [i % 4, i % 3]);
    const releases = noisyInput(Sensitive.of(tableOf(rows)), { plan, random });
    rows.forEach((row, i) => expect(releases.map(({ value }) => value[i])).toEqual(row));
  });

  it('is undone on average by the estimate of the coordinator', () => {
    const plan = planNoisyInput({ sizes: [3, 2], epsilon: 3 });
    const truth = [6000, 1000, 500, 3500, 0, 1000];
    const rows = truth.flatMap((count, cell) => Array.from({ length: count }, () => [Math.floor(cell / 2), cell % 2]));
    const [first, second] = noisyInput(Sensitive.of(tableOf(rows)), { plan, random });
    const counts = new Float64Array(6);
    const secondCodes = second.value;
    first.value.forEach((code, i) => (counts[2 * code + secondCodes[i]] += 1));
    // Each kept share is at least 0.5, so an estimate's standard deviation is at most sqrt(12000 / 4) / 0.5^2 = 220.
    unbiasedCounts(counts, plan.columns).forEach((count, cell) => expect(Math.abs(count - truth[cell])).toBeLessThan(6 * 220));
  });

  it('lets out nothing but an empty table for a site without records', () => {
    const plan = planNoisyInput({ sizes: [3, 2], epsilon: 1 });
    expect(noisyInput(Sensitive.of(tableOf([])), { plan, random }).map(({ value }) => value.length)).toEqual([0, 0]);
  });

  it('counts a code outside its column as the first category', () => {
    const plan = planNoisyInput({ sizes: [3], epsilon: 22 });
    const [column] = noisyInput(Sensitive.of(tableOf([[255], [2]])), { plan, random });
    expect([...column.value]).toEqual([0, 2]);
  });
});
