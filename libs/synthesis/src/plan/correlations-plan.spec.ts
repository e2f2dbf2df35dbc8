import { describe, expect, it } from '@jest/globals';
import { rhoFor, rhoUnits, rhoUnitsFor } from '@commonward/accounting';
import { SEED, aGuarantee } from '../../test/simulated-table.js';
import { WIDE_SITES, aWideDictionary, aWidePlan } from '../../test/simulated-wide-table.js';
import { eventOf, parsePlan, planBlocks, planLength, planPairs } from './index.js';

const outcomeOf = (columns: number, patients: number, epsilon: number) =>
  planPairs({ study: 'wide', dictionary: aWideDictionary({ columns, patients }), guarantee: aGuarantee({ epsilon }), trust: 'local', aggregation: 'plain', sites: WIDE_SITES, seed: SEED }).forecast.outcome;

/** By hand: of J columns' products, clipped to J / sqrt 2, at 15 % of rho, summed over three sites; and of tables of 7 x 7 cells, at half of it. */
function noise(columns: number, patients: number, epsilon: number): { correlation: number; other: number } {
  const rho = rhoFor({ epsilon, delta: 1e-5 });
  const others = ((columns - 1) * (columns - 2)) / 2;
  return { correlation: Math.sqrt((3 * columns * columns) / 2 / (2 * 0.15 * rho)) / (3 * patients), other: Math.sqrt((3 * 49 * others) / (2 * 0.5 * rho)) / (3 * patients) };
}

describe('a plan with correlations', () => {
  const plan = aWidePlan();

  it('is made from thirty columns on, where noise would blur tables and leaves correlations clear', () => {
    for (const [columns, patients, epsilon] of [[32, 3000, 1], [29, 3000, 1], [30, 3000, 1], [60, 3000, 1], [32, 300, 1], [32, 1500, 1], [32, 3000, 10], [32, 20_000, 1]] as const) {
      const { correlation, other } = noise(columns, patients, epsilon);
      expect([columns, patients, epsilon, outcomeOf(columns, patients, epsilon) === 'correlations']).toEqual([columns, patients, epsilon, columns >= 30 && other > 0.1 && correlation <= 0.2]);
    }
    expect(outcomeOf(32, 3000, 1)).toBe('correlations');
    expect(outcomeOf(32, 300, 1)).not.toBe('correlations');
    expect(outcomeOf(32, 20_000, 1)).toBe('weighted-pairs');
  });

  it('says so in one sentence of public numbers', () => {
    const { forecast } = planPairs({ study: 'wide', dictionary: aWideDictionary(), guarantee: aGuarantee({ epsilon: 1 }), trust: 'local', aggregation: 'plain', sites: WIDE_SITES, seed: SEED });
    expect(forecast.reason).toMatch(/^In the largest of the tables of 32 columns two by two the noise would be \d\.\d\d times the content.*by its correlations\.$/);
  });

  it('costs each site no more than its guarantee, and wastes less than a thousandth of it, whichever neighbours are', () => {
    for (const [adjacency, patients] of [['add-or-remove-one', 3000], ['replace-one', 6000]] as const) {
      const guarantee = aGuarantee({ epsilon: 1, adjacency });
      const made = aWidePlan({ guarantee, dictionary: aWideDictionary({ patients }) });
      expect(made.workload).toBe('correlations');
      const units = rhoUnits(eventOf(made));
      expect(units).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
      expect(units).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
    }
  });

  it('spends 15 % of rho on the products, and the rest as on target pairs', () => {
    const costs = eventOf(plan).blocks.map(({ squaredSensitivity, variance }) => squaredSensitivity / variance);
    const all = costs.reduce((sum, cost) => sum + cost, 0);
    [0.6375, 0.2125, 0.15].forEach((share, b) => expect(costs[b] / all).toBeCloseTo(share, 3));
  });

  it('holds a product for every two columns, after its tables', () => {
    const [, , products] = planBlocks(plan);
    expect(products).toMatchObject({ name: 'score-products', length: (32 * 31) / 2, tables: [] });
    expect(products.start + products.length).toBe(planLength(plan));
    expect(Math.sqrt(products.squaredNorm) / plan.grid).toBeCloseTo(32 / Math.SQRT2, 2);
  });

  it('is read back as it was written, and not on a grid on which its norms are no whole numbers', () => {
    expect(parsePlan(JSON.stringify(plan))).toEqual(plan);
    expect(() => parsePlan(JSON.stringify({ ...plan, grid: 128 }))).toThrow('field "grid"');
  });
});
