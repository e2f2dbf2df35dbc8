import { describe, expect, it } from '@jest/globals';
import { trialDictionary } from '@commonward/cohorts';
import { parseDictionary } from '@commonward/schema';
import { aGuarantee, aPlan } from '../../test/simulated-table.js';
import type { PairsPlan } from './training-plan.js';
import { effortOf } from './effort.js';
import { aScoresPlan } from './scores/a-scores-study.fixture.js';

/** Columns of which every other one has 9 cells and the others 4, like those of the simulated trial's. */
function aTable(columns: number, records: number) {
  const listed = Array.from({ length: columns }, (_, j) => ({ name: `c${j}`, type: 'categorical', categories: Array.from({ length: j % 2 === 0 ? 9 : 4 }, (_, k) => `${k}`), missing: null }));
  const dictionary = parseDictionary({ text: JSON.stringify({ name: 'wide', kind: 'table', unit: 'patient', target: 'c1', columns: listed, publicCohortSize: { north: records, south: 1 } }), file: 'wide.json' });
  return aPlan({ dictionary });
}

/** The simulated trial at six sites, epsilon 1. */
function aTrial(columns: number, records: number): PairsPlan {
  const sites = Array.from({ length: 6 }, (_, k) => `site${k}`);
  const dictionary = trialDictionary({ columns, publicCohortSize: Object.fromEntries(sites.map((site) => [site, Math.round(records / 6)])) });
  return aPlan({ dictionary, sites, guarantee: aGuarantee({ epsilon: 1, delta: 1e-6 }) });
}

const within = (value: number, measured: number): boolean => value < 1.5 * measured && value > measured / 1.5;

describe('what a study takes', () => {
  it.each([
    // bench:records: 40 columns, all pairs, one site
    [40, 20_000, 1.03],
    [40, 100_000, 4.4],
    [40, 1_000_000, 38.1],
  ])('is for a site with a table of %d columns and %d records within a factor of 1.5 of what was measured', (columns, records, seconds) => {
    expect(within(effortOf(aTable(columns, records), records).site.seconds, seconds)).toBe(true);
  });

  it.each([
    // bench:tables: the coordinator, from the releases to as many synthetic records
    [10, 1_000, 0.6],
    [10, 10_000, 1.2],
    [19, 1_000, 0.6],
    [19, 14_000, 4.7],
    [19, 100_000, 26],
    [60, 1_000, 4.3],
    [60, 14_000, 51],
  ])('is for a coordinator with %d columns and %d records within a factor of 1.5 of what was measured', (columns, records, seconds) => {
    expect(within(effortOf(aTrial(columns, records), records).coordinator.seconds, seconds)).toBe(true);
  });

  it('grows with the largest site, and for a coordinator with all of them', () => {
    const plan = aTable(10, 5000);
    expect(effortOf(plan, 1e6).site).toEqual(effortOf(plan, 5001).site);
    expect(effortOf(plan, 1e6).coordinator.seconds).toBeGreaterThan(effortOf(plan, 5001).coordinator.seconds);
  });

  it('is of days the same for the coordinator however many there are: it draws from a pool of one size', () => {
    const plan = aScoresPlan({ units: 1e5 });
    expect(effortOf(plan, 1e5).coordinator).toEqual(effortOf(plan, 1e3).coordinator);
  });
});
