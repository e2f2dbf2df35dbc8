import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDictionary } from '@commonward/schema';
import { stratifiedSplit, type SiteRecords } from './stratified-split.js';

const dictionary = parseDictionary({
  text: JSON.stringify({
    name: 'd', kind: 'table', unit: 'patient', target: 'ill',
    columns: [
      { name: 'id', type: 'numeric', min: 0, max: 100_000, missing: [] },
      { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [''] },
    ],
  }),
  file: 'd.json',
});

/** Sites whose records carry a number of their own; the target of each record is given. */
function sitesOf(targets: readonly (readonly number[])[]): SiteRecords[] {
  return targets.map((labels, site) => ({
    name: `site${site}`,
    table: { rows: labels.length, columns: [Float64Array.from(labels, (_, row) => 1000 * site + row), Float64Array.from(labels)] },
  }));
}

const someSites = fc.array(fc.array(fc.constantFrom(0, 1, NaN), { maxLength: 60 }), { minLength: 1, maxLength: 4 }).map(sitesOf);

describe('stratifiedSplit', () => {
  it('puts every record into the test rows or into the training part of its own site, once', () => {
    fc.assert(
      fc.property(someSites, fc.nat(), (sites, seed) => {
        const split = stratifiedSplit(sites, dictionary, seed);
        const all = sites.flatMap(({ table }) => [...table.columns[0]]);
        expect([...split.train.columns[0], ...split.test.columns[0]].sort((a, b) => a - b)).toEqual(all);
        split.sites.forEach(({ table }, site) => {
          expect([...table.columns[0]].every((id) => Math.floor(id / 1000) === site)).toBe(true);
        });
        split.tests.forEach((table, site) => expect([...table.columns[0]].every((id) => Math.floor(id / 1000) === site)).toBe(true));
        expect([...split.test.columns[0]]).toEqual(split.tests.flatMap((table) => [...table.columns[0]]));
        expect([...split.train.columns[0]]).toEqual(split.sites.flatMap(({ table }) => [...table.columns[0]]));
      }),
      { numRuns: 50 },
    );
  });

  it('takes a quarter of all rows, and of every (site, target) stratum to within one row', () => {
    fc.assert(
      fc.property(someSites, fc.nat(), (sites, seed) => {
        const { test } = stratifiedSplit(sites, dictionary, seed);
        expect(test.rows).toBe(Math.round(0.25 * sites.reduce((sum, { table }) => sum + table.rows, 0)));
        sites.forEach(({ table }, site) => {
          for (const label of [0, 1]) {
            const size = table.columns[1].filter((value) => value === label).length;
            const taken = [...test.columns[0]].filter((id, row) => Math.floor(id / 1000) === site && test.columns[1][row] === label).length;
            expect(Math.abs(taken - size / 4)).toBeLessThan(1);
          }
        });
      }),
      { numRuns: 50 },
    );
  });

  it('depends on the seed alone', () => {
    const sites = sitesOf([Array.from({ length: 40 }, (_, row) => row % 2)]);
    const test = (seed: number): number[] => [...stratifiedSplit(sites, dictionary, seed).test.columns[0]];
    expect(test(3)).toEqual(test(3));
    expect(test(4)).not.toEqual(test(3));
  });
});
