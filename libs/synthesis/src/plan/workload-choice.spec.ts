import { describe, expect, it } from '@jest/globals';
import { rhoFor } from '@commonward/accounting';
import fc from 'fast-check';
import { SEED, aDictionary, aGuarantee } from '../../test/simulated-table.js';
import { planPairs } from './index.js';

const SITES = ['north', 'south', 'west', 'east'];

function planningFor(cohort: number, epsilon: number) {
  const publicCohortSize = Object.fromEntries(SITES.map((site) => [site, cohort / SITES.length]));
  const dictionary = aDictionary({ publicCohortSize });
  return planPairs({ study: 'clinic', dictionary, guarantee: aGuarantee({ epsilon }), trust: 'local', aggregation: 'plain', sites: SITES, seed: SEED });
}

/** By hand from the rule: sigma of the sum over four sites, largest table, share of rho; 4 target, 6 other, 5 single tables. */
function relativeNoise(cohort: number, epsilon: number) {
  const rho = rhoFor({ epsilon, delta: 1e-5 });
  const noise = (tables: number, share: number, cells: number) => Math.sqrt((4 * cells * tables) / (2 * share * rho)) / cohort;
  return { other: noise(6, 1 / 2, 16), target: noise(4, 3 / 4, 8), oneWay: noise(5, 1, 4) };
}

describe('the public signal-to-noise rule', () => {
  it('chooses all pairs, the pairs with the target, single columns, or refuses, by the noise of the largest table', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 75 }), fc.double({ min: 0.1, max: 10, noNaN: true }), (quarter, epsilon) => {
        const { other, target, oneWay } = relativeNoise(4 * quarter, epsilon);
        const expected = other <= 1.5 ? 'weighted-pairs' : target <= 1 ? 'target-pairs' : oneWay <= 1 ? 'one-ways' : 'refused';
        const { forecast } = planningFor(4 * quarter, epsilon);
        expect(forecast.outcome).toBe(expected);
        expect(forecast.cohort).toBe(4 * quarter);
        seen.add(forecast.outcome);
      }),
      { numRuns: 150 },
    );
    expect(seen.size).toBe(4);
  });

  it('refuses with one plain sentence of public numbers, and costs nothing', () => {
    const planning = planningFor(20, 0.5);
    if (planning.kind !== 'refused') throw new Error('expected a refusal');
    expect(planning.reason).toMatch(/^20 patients at 4 sites are too few for epsilon 0\.5 .* \d+\.\d\d times the content, more than 1\./);
    expect(planning.forecast).toMatchObject({ outcome: 'refused', sites: [], releaseBytes: 0 });
  });

  it('spends three quarters of rho on the pairs with the target and the rest on single columns when it drops other pairs', () => {
    const planning = planningFor(60, 1);
    if (planning.kind !== 'planned') throw new Error(planning.reason);
    expect(planning.plan.workload).toBe('target-pairs');
    const [target, oneWays] = planning.plan.blocks.map(({ tables, variance }) => tables.length / variance);
    expect(target / oneWays).toBeCloseTo(3, 1);
  });

  it('measures all pairs and says why when a site declares no cohort size', () => {
    const dictionary = aDictionary({ publicCohortSize: { north: 10 } });
    const { forecast } = planPairs({ study: 'clinic', dictionary, guarantee: aGuarantee(), trust: 'local', aggregation: 'plain', sites: ['north', 'south'], seed: SEED });
    expect(forecast).toMatchObject({ outcome: 'weighted-pairs', cohort: null, relativeNoise: { target: null, other: null } });
    expect(forecast.reason).toContain('declares no public cohort size for south');
  });
});
