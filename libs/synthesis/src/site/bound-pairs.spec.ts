import { describe, expect, it } from '@jest/globals';
import { Sensitive, discreteGaussian, systemRandom } from '@commonward/privacy';
import { tableLayout } from '@commonward/schema';
import { aGuarantee, aPlan, exactSum, simulatedPatients } from '../../test/simulated-table.js';
import { eventOf } from '../plan/index.js';
import type { PairsPlan } from '../plan/index.js';
import { boundPairs, releaseVariances } from './index.js';

const FINE_GRID = 1024;

/** What the site counted: with a grid this fine, noise of one step is rounded away. */
function countsAt(site: { rows: number; codes: Uint8Array }, plan: PairsPlan): number[] {
  const fine = { ...plan, grid: FINE_GRID };
  const released = discreteGaussian(boundPairs(Sensitive.of([site]), fine), { variances: fine.blocks.map(() => 1), random: systemRandom });
  return Array.from(released.value, (value) => Math.round(value / FINE_GRID) + 0);
}

describe('the tables of a site', () => {
  it('count each record once in every table of the plan', () => {
    const plan = aPlan();
    const patients = simulatedPatients(50, 1);
    expect(countsAt(patients, plan)).toEqual(Array.from(exactSum(patients, { ...plan, grid: 1 })));
  });

  it.each([0, 1, 2, 3, 4])('count a record with a cell outside column %i of the dictionary as zero', (column) => {
    const plan = aPlan();
    const patients = simulatedPatients(2, 1);
    const record = [0, 0, 0, 0, 0];
    record[column] = tableLayout(plan.dictionary).sizes[column];
    const spoilt = Uint8Array.from([...patients.codes, ...record]);
    expect(countsAt({ rows: 3, codes: spoilt }, plan)).toEqual(countsAt(patients, plan));
  });

  it('count nothing at a site without records', () => {
    const plan = aPlan();
    expect(new Set(countsAt({ rows: 0, codes: new Uint8Array(0) }, plan))).toEqual(new Set([0]));
  });

  it('count the same records alike however they are cut into chunks', () => {
    const plan = aPlan();
    const { codes } = simulatedPatients(7, 1);
    const chunks = [3, 0, 4].map((rows, i) => ({ rows, codes: codes.subarray(5 * [0, 3, 3][i], 5 * [3, 3, 7][i]) }));
    const fine = { ...plan, grid: FINE_GRID };
    const released = discreteGaussian(boundPairs(Sensitive.of(chunks), fine), { variances: fine.blocks.map(() => 1), random: systemRandom });
    expect(Array.from(released.value, (value) => Math.round(value / FINE_GRID) + 0)).toEqual(countsAt({ rows: 7, codes }, plan));
  });

  it.each(['add-or-remove-one', 'replace-one'] as const)('are released under the event that the plan books (%s)', (adjacency) => {
    const plan = aPlan({ guarantee: aGuarantee({ adjacency }) });
    const bounded = boundPairs(Sensitive.of([simulatedPatients(10, 1)]), plan);
    expect(bounded.adjacency).toBe(adjacency);
    expect(discreteGaussian(bounded, { variances: releaseVariances(plan), random: systemRandom }).event).toEqual(eventOf(plan));
  });
});
