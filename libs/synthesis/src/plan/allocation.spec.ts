import { describe, expect, it } from '@jest/globals';
import { rhoUnits, rhoUnitsFor, type Adjacency } from '@commonward/accounting';
import { parseDictionary } from '@commonward/schema';
import fc from 'fast-check';
import { aDictionary, aGuarantee, SEED, SITES } from '../../test/simulated-table.js';
import { aScoresStudy } from './scores/a-scores-study.fixture.js';
import { eventOf, parsePlan, planAllocated, planBlocks, planStudy, type BlockShares, type PairsPlan, type PairsStudy } from './index.js';

const study: PairsStudy = { study: 'clinic', dictionary: aDictionary({ publicCohortSize: { north: 500, south: 400 } }), guarantee: aGuarantee(), trust: 'local', aggregation: 'plain', sites: SITES, seed: SEED };
const even: BlockShares = { oneWays: 0.2, targetPairs: 0.5, otherPairs: 0.3 };

function plannedBy(allocation: BlockShares | 'optimal', changes: Partial<PairsStudy> = {}): PairsPlan {
  const planning = planAllocated({ ...study, ...changes }, allocation);
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

const costsOf = (plan: PairsPlan): number[] => planBlocks(plan).map(({ squaredSensitivity, variance }) => squaredSensitivity / (2 * variance));
const sharesOf = (plan: PairsPlan): number[] => costsOf(plan).map((cost) => cost / costsOf(plan).reduce((sum, each) => sum + each, 0));

/** Summed over the blocks: how much noise, squared, a table of the block has on average. */
const noiseOf = (plan: PairsPlan): number => planBlocks(plan).reduce((sum, { length, variance, tables }) => sum + (length * variance) / plan.grid ** 2 / tables.length, 0);

const someShares = fc.tuple(fc.integer({ min: 5, max: 40 }), fc.integer({ min: 5, max: 40 })).map(([a, b]) => ({ oneWays: a / 100, targetPairs: b / 100, otherPairs: (100 - a - b) / 100 }));

describe('a budget that a study divides among its blocks', () => {
  it('costs no more than the guarantee, and gives each block its share of rho', () => {
    fc.assert(
      fc.property(someShares, fc.constantFrom<Adjacency>('add-or-remove-one', 'replace-one'), (shares, adjacency) => {
        const plan = plannedBy(shares, { guarantee: aGuarantee({ epsilon: 6, adjacency }) });
        expect(rhoUnits(eventOf(plan))).toBeLessThanOrEqual(rhoUnitsFor(plan.guarantee));
        expect(rhoUnits(eventOf(plan))).toBeGreaterThan(0.999 * rhoUnitsFor(plan.guarantee));
        sharesOf(plan).forEach((share, b) => expect(share).toBeCloseTo([shares.oneWays, shares.targetPairs, shares.otherPairs][b], 2));
      }),
      { numRuns: 40 },
    );
  });

  it('has less noise on a table, over all blocks, by the optimal shares than by any others', () => {
    const best = noiseOf(plannedBy('optimal'));
    fc.assert(fc.property(someShares, (shares) => expect(noiseOf(plannedBy(shares, { guarantee: aGuarantee() }))).toBeGreaterThan(best * 0.999)), { numRuns: 40 });
  });

  it('has the optimal shares in proportion to the square roots of the numbers of cells', () => {
    const lengths = planBlocks(plannedBy('optimal')).map(({ length }) => Math.sqrt(length));
    const total = lengths.reduce((sum, length) => sum + length, 0);
    sharesOf(plannedBy('optimal')).forEach((share, b) => expect(share).toBeCloseTo(lengths[b] / total, 3));
  });

  it('holds single columns, pairs with the target and other pairs, and is read back as it was written', () => {
    const plan = plannedBy(even);
    expect(plan.blocks.map(({ name, tables }) => [name, tables.length])).toEqual([['one-ways', 5], ['target-pairs', 4], ['other-pairs', 6]]);
    expect(parsePlan(JSON.stringify(plan))).toEqual(plan);
  });

  it('is refused, with the noise of each block, if one of them would be mostly noise', () => {
    const planning = planAllocated({ ...study, guarantee: aGuarantee({ epsilon: 0.2 }) }, { oneWays: 0.49, targetPairs: 0.5, otherPairs: 0.01 });
    expect(planning.kind === 'refused' && planning.reason).toMatch(/^Shares of rho: one-ways 49\.0 %, target-pairs 50\.0 %, other-pairs 1\.0 %\. The noise is .* a block would be mostly noise\. Give it a larger share/);
  });

  it.each([
    [{ ...even, oneWays: 0.1 }, '; expected 1.'],
    [{ ...even, oneWays: 0, targetPairs: 0.7 }, 'The share of oneWays is 0; expected a number from 0.01 to 1.'],
    [{ ...even, otherPairs: NaN }, 'The share of otherPairs is NaN'],
  ])('cannot be divided as %j', (shares, message) => {
    expect(() => planAllocated(study, shares)).toThrow(message);
  });

  it('needs pairs without the target, tables, and the setting moments', () => {
    const two = parseDictionary({ file: 'two.json', text: JSON.stringify({ name: 'two', kind: 'table', unit: 'patient', target: 'b', columns: ['a', 'b'].map((name) => ({ name, type: 'categorical', categories: ['0', '1'], missing: null })) }) });
    expect(() => planAllocated({ ...study, dictionary: two }, even)).toThrow('A dictionary of two columns has no pair without the target: choose the allocation usual.');
    expect(() => planStudy({ ...aScoresStudy(), setting: 'moments', allocation: even, tuning: 'none', steps: null, clipping: 'whole' })).toThrow('choose the allocation usual');
    expect(() => planStudy({ ...study, setting: 'noisy-input', allocation: 'optimal', tuning: 'none', steps: null, clipping: 'whole' })).toThrow('choose the allocation usual');
    expect(planStudy({ ...study, setting: 'moments', allocation: even, tuning: 'none', steps: null, clipping: 'whole' })).toMatchObject({ kind: 'planned', forecast: { outcome: 'allocated' } });
  });
});
