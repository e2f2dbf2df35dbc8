import { describe, expect, it } from '@jest/globals';
import { RHO_UNITS_PER_ONE, epsilonOf, rhoUnits, rhoUnitsFor } from '@commonward/accounting';
import type { Adjacency } from '@commonward/accounting';
import fc from 'fast-check';
import { SEED, SITES, aDictionary, aGuarantee, aPlan } from '../../test/simulated-table.js';
import { eventOf, planBlocks, planLength, planPairs } from './index.js';

const guarantees = fc.record({
  epsilon: fc.double({ min: 0.05, max: 20, noNaN: true }),
  delta: fc.double({ min: 1e-9, max: 1e-3, noNaN: true }),
  adjacency: fc.constantFrom<Adjacency>('add-or-remove-one', 'replace-one'),
});

describe('a plan for pairs of columns', () => {
  it('costs each site no more than its guarantee, and wastes less than a thousandth of it', () => {
    fc.assert(
      fc.property(guarantees, fc.integer({ min: 1, max: 12 }), (changes, sites) => {
        const guarantee = aGuarantee(changes);
        const plan = aPlan({ guarantee, sites: Array.from({ length: sites }, (_, k) => `site-${k}`) });
        const units = rhoUnits(eventOf(plan));
        expect(units).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
        expect(units).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
        expect(epsilonOf({ rho: units / RHO_UNITS_PER_ONE, delta: guarantee.delta })).toBeLessThanOrEqual(guarantee.epsilon);
      }),
      { numRuns: 60 },
    );
  });

  it('spends half of rho on the pairs with the target and half on the others', () => {
    const [target, other] = eventOf(aPlan()).blocks.map(({ squaredSensitivity, variance }) => squaredSensitivity / variance);
    expect(target / other).toBeCloseTo(1, 2);
  });

  it('doubles the squared sensitivity when neighbours replace a record', () => {
    const blocksFor = (adjacency: Adjacency) => {
      const plan = aPlan({ guarantee: aGuarantee({ adjacency }) });
      return planBlocks(plan).map(({ squaredSensitivity }) => squaredSensitivity / plan.grid ** 2);
    };
    expect(blocksFor('add-or-remove-one')).toEqual([4, 6]);
    expect(blocksFor('replace-one')).toEqual([8, 12]);
  });

  it('holds every pair once, one after the other, with the target first', () => {
    const plan = aPlan();
    const tables = planBlocks(plan).flatMap((block) => block.tables);
    expect(tables.map(({ columns }) => columns.join('-'))).toEqual(['0-4', '1-4', '2-4', '3-4', '0-1', '0-2', '0-3', '1-2', '1-3', '2-3']);
    expect(tables.map(({ start }) => start)).toEqual([0, 8, 16, 20, 28, 44, 52, 68, 76, 92]);
    expect(planLength(plan)).toBe(100);
  });

  it('uses a grid that is a power of two, fine enough for 32 steps of noise, and sums that stay below 2^31', () => {
    fc.assert(
      fc.property(guarantees, (changes) => {
        const plan = aPlan({ guarantee: aGuarantee(changes) });
        const deviations = plan.blocks.map(({ variance }) => Math.sqrt(variance));
        expect(Number.isInteger(Math.log2(plan.grid))).toBe(true);
        expect(Math.min(...deviations)).toBeGreaterThanOrEqual(32);
        if (plan.grid > 1) expect(Math.min(...deviations)).toBeLessThan(65);
        expect(plan.sites.length * (plan.clampTo + 13 * Math.max(...deviations))).toBeLessThan(2 ** 31);
      }),
      { numRuns: 60 },
    );
  });

  it('books the same cost at each site, and counts four bytes for each number', () => {
    const planning = planPairs({ study: 'clinic', dictionary: aDictionary(), guarantee: aGuarantee(), trust: 'local', aggregation: 'plain', sites: SITES, seed: SEED });
    expect(planning.forecast.sites.map(({ site }) => site)).toEqual(SITES);
    expect(planning.forecast.sites[0].rhoUnits).toBe(rhoUnits(eventOf(aPlan())));
    expect(planning.forecast.sites[0].epsilon).toBeCloseTo(3, 2);
    expect(planning.forecast.releaseBytes).toBe(400);
  });

  it('is refused outright if counts or noise would not fit the integers that are sent', () => {
    const dictionary = aDictionary({ publicCohortSize: { north: 3e8, south: 1e8 } });
    expect(() => aPlan({ dictionary })).toThrow(/patients at a site in 32-bit sums, but one declares 300000000/);
    expect(() => aPlan({ guarantee: aGuarantee({ epsilon: 1e-6, delta: 1e-9 }) })).toThrow('needs more noise than can be drawn');
  });

  it('needs at least one site, and each site once', () => {
    expect(() => aPlan({ sites: [] })).toThrow(RangeError);
    expect(() => aPlan({ sites: ['north', 'north'] })).toThrow('Site "north" is named twice.');
  });
});
