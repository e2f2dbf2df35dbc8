import { describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import { planLength, planPairs } from '@commonward/synthesis/plan';
import fc from 'fast-check';
import { dictionaryOf, integersOf, PATIENTS, recordsOf, shapeFor } from './study-of-size.js';

const SITES = ['site-00', 'site-01', 'site-02', 'site-03'];
const GUARANTEE = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;

describe('the study of a size', () => {
  it('has six tables for 1 MB and 45 for 10 MB', () => {
    expect(shapeFor(2 ** 18)).toEqual({ columns: 4, cells: 209 });
    expect(shapeFor(10 * 2 ** 18)).toEqual({ columns: 10, cells: 241 });
  });

  it('has at most as many integers as it was asked for, and a fiftieth less at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 18, max: 14 * 2 ** 18 }), (integers) => {
        const shape = shapeFor(integers);
        expect(integersOf(shape)).toBeLessThanOrEqual(integers);
        expect(integersOf(shape)).toBeGreaterThan(0.98 * integers);
        expect(shape.cells).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('is planned as all pairs, of exactly that many integers', () => {
    const shape = shapeFor(2 ** 18);
    const dictionary = parseDictionary({ text: JSON.stringify(dictionaryOf(shape, SITES)), file: 'dictionary' });
    const planned = planPairs({ study: 's', dictionary, guarantee: GUARANTEE, trust: 'local', aggregation: 'plain', sites: SITES, seed: '0'.repeat(64) });
    if (planned.kind === 'refused') throw new Error(planned.reason);
    expect(planned.plan.workload).toBe('weighted-pairs');
    expect(planLength(planned.plan)).toBe(integersOf(shape));
  });

  it('has as many patients as it declares, with codes of the dictionary', () => {
    const [header, ...rows] = recordsOf({ columns: 3, cells: 5 }).split('\n');
    expect(header).toBe('code0,code1,code2');
    expect(rows).toHaveLength(PATIENTS);
    expect(rows.every((row) => /^[0-4],[0-4],[0-4]$/.test(row))).toBe(true);
  });
});
