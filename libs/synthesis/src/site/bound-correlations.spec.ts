import { describe, expect, it } from '@jest/globals';
import { Sensitive, discreteGaussian, systemRandom } from '@commonward/privacy';
import { tableLayout } from '@commonward/schema';
import fc from 'fast-check';
import { aGuarantee, exactSum } from '../../test/simulated-table.js';
import { aWideDictionary, aWidePlan, widePatients } from '../../test/simulated-wide-table.js';
import { eventOf, planBlocks, publicScores } from '../plan/index.js';
import { boundPairs, releaseVariances } from './index.js';

const plan = aWidePlan();
const layout = tableLayout(plan.dictionary);
const columns = layout.sizes.length;
const [targetPairs, oneWays, products] = planBlocks(plan);
const counted = targetPairs.length + oneWays.length;

/** What the site releases, with noise of one grid step. */
const released = (codes: Uint8Array): Int32Array =>
  discreteGaussian(boundPairs(Sensitive.of([{ rows: codes.length / columns, codes }]), plan), { variances: plan.blocks.map(() => 1), random: systemRandom }).value;

describe('a site under a plan with correlations', () => {
  const patients = widePatients(40, plan.dictionary, 1);

  it('counts its tables exactly', () => {
    const counts = Array.from(released(patients.codes).subarray(0, counted), (value) => Math.round(value / plan.grid) + 0);
    expect(counts).toEqual(Array.from(exactSum(patients, { ...plan, grid: 1 }).subarray(0, counted)));
  });

  it('adds up the products of all scores, two by two, of each record shortened to the norm', () => {
    const scores = publicScores(layout);
    const productsOf = (row: number): number[] => {
      const own = scores.map((cells, j) => cells[patients.codes[row * columns + j]]);
      const all = own.flatMap((score, i) => own.slice(i + 1).map((other) => score * other));
      const length = Math.hypot(...all);
      return all.map((product) => product * Math.min(1, columns / Math.SQRT2 / length));
    };
    const sums = released(patients.codes).subarray(products.start);
    const exact = Array.from({ length: patients.rows }, (_, row) => productsOf(row)).reduce((sum, own) => sum.map((value, at) => value + own[at]));
    exact.forEach((value, at) => expect(Math.abs(sums[at] / plan.grid - value)).toBeLessThan((1.1 * patients.rows + 8) / plan.grid)); // truncated record by record, and noised
  });

  it('counts a record with a cell outside the dictionary as zero', () => {
    const spoilt = Uint8Array.from([...patients.codes, ...new Uint8Array(columns - 1), 2]);
    const without = released(patients.codes);
    expect(Math.max(...released(spoilt).map((value, at) => Math.abs(value - without[at])))).toBeLessThan(30); // two draws of noise of one step
  });

  it('moves by at most its norm for any record, also one whose scores are all at their ends', () => {
    const norm = Math.sqrt(products.squaredNorm);
    const noise = 10 * Math.sqrt(products.length);
    fc.assert(
      fc.property(fc.array(fc.nat(255), { minLength: columns, maxLength: columns }), (raw) => {
        const record = Uint8Array.from(raw, (value, j) => value % layout.sizes[j]);
        expect(Math.hypot(...released(record).subarray(products.start))).toBeLessThanOrEqual(norm + noise);
      }),
      { numRuns: 50 },
    );
    const extreme = released(new Uint8Array(columns)).subarray(products.start);
    expect(Math.hypot(...extreme)).toBeLessThan(norm + noise);
    expect(Math.hypot(...extreme)).toBeGreaterThan(norm - noise);
  });

  it.each([['add-or-remove-one', 3000], ['replace-one', 6000]] as const)('releases under the event that the plan books (%s)', (adjacency, size) => {
    const booked = aWidePlan({ guarantee: aGuarantee({ epsilon: 1, adjacency }), dictionary: aWideDictionary({ patients: size }) });
    const bounded = boundPairs(Sensitive.of([widePatients(10, booked.dictionary, 1)]), booked);
    expect(booked.workload).toBe('correlations');
    expect(discreteGaussian(bounded, { variances: releaseVariances(booked), random: systemRandom }).event).toEqual(eventOf(booked));
  });
});
