import { describe, expect, it } from '@jest/globals';
import { rhoFor } from '@commonward/accounting';
import { tableLayout } from '@commonward/schema';
import { aDictionary, aGuarantee, aPlan } from '../../../test/simulated-table.js';
import { aWidePlan } from '../../../test/simulated-wide-table.js';
import { rehearseTables } from './rehearse-tables.js';

const planFor = (epsilon: number, patients: number) => aPlan({ dictionary: aDictionary({ publicCohortSize: { north: patients / 2, south: patients / 2 } }), guarantee: aGuarantee({ epsilon }) });

describe('a rehearsal with made-up patients', () => {
  it('comes to the error that noise alone has where only single columns are measured', () => {
    const patients = 2000;
    const plan = { ...planFor(1, patients), workload: 'one-ways' as const };
    const single = { ...plan, blocks: [{ name: 'one-ways', tables: [[0], [1], [2], [3], [4]], variance: Math.ceil((plan.grid ** 2 * 5) / (2 * rhoFor({ epsilon: 1, delta: 1e-5 }))) }] };
    // A cell of a column with k cells is off by a normal number of variance (1 - 1/k) 2 v: the total is known far better. Half the mean sizes, over the patients.
    const variance = (2 * single.blocks[0].variance) / plan.grid ** 2;
    const each = Array.from(tableLayout(plan.dictionary).sizes, (k) => ((k / 2) * Math.sqrt((2 / Math.PI) * variance * (1 - 1 / k))) / patients);
    const expected = each.reduce((sum, tv) => sum + tv, 0) / each.length;
    // Three turns of five columns, and cells that noise would make negative, leave a fifth.
    expect(Math.abs(rehearseTables(single, patients).oneWay / expected - 1)).toBeLessThan(0.2);
  });

  it('finds errors that grow with the noise, and fall with the number of patients', () => {
    const errors = [0.3, 1, 3, 30].map((epsilon) => rehearseTables(planFor(epsilon, 2000), 800));
    for (const measure of ['oneWay', 'twoWay'] as const) expect(errors.map((error) => error[measure])).toEqual(errors.map((error) => error[measure]).sort((a, b) => b - a));
    const plan = planFor(1, 2000);
    expect(rehearseTables(plan, 3000).twoWay).toBeLessThan(rehearseTables(plan, 300).twoWay / 2);
  });

  it('is the same for the same terms, and reads the noise in counts, not in grid steps', () => {
    const plan = planFor(1, 2000);
    const finer = { ...plan, grid: 2 * plan.grid, blocks: plan.blocks.map((block) => ({ ...block, variance: 4 * block.variance })) };
    expect(rehearseTables(plan, 800)).toEqual(rehearseTables(plan, 800));
    expect(rehearseTables(finer, 800).twoWay).toBeCloseTo(rehearseTables(plan, 800).twoWay, 6);
  });

  it('says how far unrelated columns would be off, whatever the noise', () => {
    const [quiet, loud] = [30, 1].map((epsilon) => rehearseTables(planFor(epsilon, 2000), 800).unrelated);
    expect(loud).toBe(quiet);
    expect(quiet).toBeGreaterThan(0.02);
  });

  it('keeps to the rules of the dictionary', () => {
    const rules = [{ columns: ['sex', 'disease'], values: ['f', '1'] }];
    const ruled = aPlan({ dictionary: aDictionary({ rules, publicCohortSize: { north: 400, south: 400 } }) });
    expect(rehearseTables(ruled, 800).twoWay).toBeLessThan(0.1);
  });

  it('of correlations finds relations between columns, and fewer of them where noise hides them', () => {
    const plan = aWidePlan();
    const louder = { ...plan, blocks: plan.blocks.map((block) => ({ ...block, variance: 400 * block.variance })) };
    const [quiet, loud] = [plan, louder].map((one) => rehearseTables(one, 9000));
    expect(quiet.twoWay).toBeLessThan(quiet.unrelated);
    expect(loud.twoWay).toBeGreaterThan(quiet.twoWay);
  });
});
