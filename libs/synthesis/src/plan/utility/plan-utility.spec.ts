import { describe, expect, it } from '@jest/globals';
import { RHO_UNITS_PER_ONE, epsilonOf, rhoUnits, rhoUnitsFor, type Adjacency } from '@commonward/accounting';
import fc from 'fast-check';
import { aDictionary, aGuarantee, SEED, simulatedPatients, SITES } from '../../../test/simulated-table.js';
import { eventOf, parsePlan, planLength, planUtility, releasedBlocks, type UtilityStudy } from '../index.js';

const study = (changes: Partial<UtilityStudy> = {}): UtilityStudy => ({
  study: 'evaluation',
  evaluates: { study: 'clinic', generatorSha256: 'ab'.repeat(32) },
  dictionary: aDictionary(),
  guarantee: aGuarantee(),
  trust: 'local',
  aggregation: 'plain',
  sites: SITES,
  synthetic: simulatedPatients(50, 1),
  seed: SEED,
  ...changes,
});

function aPlan(changes: Partial<UtilityStudy> = {}) {
  const planning = planUtility(study(changes));
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

const problemOf = (changes: object): string => {
  try {
    parsePlan(JSON.stringify({ ...aPlan(), ...changes }));
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('a plan of an evaluation', () => {
  it('costs each site no more than its guarantee, and wastes less than a thousandth of it', () => {
    const guarantees = fc.record({ epsilon: fc.double({ min: 0.05, max: 20, noNaN: true }), delta: fc.double({ min: 1e-9, max: 1e-3, noNaN: true }), adjacency: fc.constantFrom<Adjacency>('add-or-remove-one', 'replace-one') });
    fc.assert(
      fc.property(guarantees, (changes) => {
        const guarantee = aGuarantee(changes);
        const units = rhoUnits(eventOf(aPlan({ guarantee })));
        expect(units).toBeLessThanOrEqual(rhoUnitsFor(guarantee));
        expect(units).toBeGreaterThan(0.999 * rhoUnitsFor(guarantee));
        expect(epsilonOf({ rho: units / RHO_UNITS_PER_ONE, delta: guarantee.delta })).toBeLessThanOrEqual(guarantee.epsilon);
      }),
      { numRuns: 60 },
    );
  });

  it('holds for each of six models two classes by two, and two classes by eight of the score; a patient moves one count of each model in each block', () => {
    const plan = aPlan();
    expect(releasedBlocks(plan).map(({ name, length, squaredSensitivity }) => [name, length, squaredSensitivity / plan.grid ** 2])).toEqual([
      ['confusion', 24, 6],
      ['scores', 96, 6],
    ]);
    expect(planLength(plan)).toBe(120);
    const replacing = aPlan({ guarantee: aGuarantee({ adjacency: 'replace-one' }) });
    expect(releasedBlocks(replacing).map(({ squaredSensitivity }) => squaredSensitivity / replacing.grid ** 2)).toEqual([12, 12]);
  });

  it('is read as it was written', () => {
    expect(parsePlan(JSON.stringify(aPlan()))).toEqual(aPlan());
  });

  it('is not read with synthetic records that are not of its dictionary, a model twice, or more than the guarantee', () => {
    const codes = (values: readonly number[]) => ({ synthetic: { rows: 1, codes: Buffer.from(values).toString('base64') } });
    expect(problemOf(codes([0, 0, 0, 0, 0]))).toBe('none');
    expect(problemOf(codes([0, 0, 0, 0]))).toContain('expected 5 cells for 1 records of 5 columns');
    expect(problemOf(codes([4, 0, 0, 0, 0]))).toContain('a cell is not in the dictionary');
    expect(problemOf({ models: ['randomForest', 'randomForest'] })).toContain('a model is named twice');
    expect(problemOf({ models: ['oracle'] })).toContain('models');
    const [confusion, scores] = aPlan().blocks;
    expect(problemOf({ blocks: [{ ...confusion, variance: confusion.variance - 100 }, scores] })).toContain('costs more than the guarantee allows');
  });

  it('is refused where the interval about the mean accuracy would be wider than .15 on each side, and says how wide it would be', () => {
    const dictionary = aDictionary({ publicCohortSize: { north: 300, south: 100 } });
    // sigma of a count is sqrt(M / rho) at each of two sites, with half of rho; the mean over M models has sqrt(2 / M) of it.
    const halfWidth = (epsilon: number) => (1.959964 * Math.sqrt(2) * Math.sqrt(2) * Math.sqrt(RHO_UNITS_PER_ONE / rhoUnitsFor(aGuarantee({ epsilon })))) / 400;
    const widths = [0.2, 0.5, 1, 3].map((epsilon) => ({ epsilon, planning: planUtility(study({ dictionary, guarantee: aGuarantee({ epsilon }) })) }));
    for (const { epsilon, planning } of widths) {
      expect(planning.kind).toBe(halfWidth(epsilon) <= 0.15 ? 'planned' : 'refused');
      expect(planning.forecast.reason).toContain(`known to ${halfWidth(epsilon).toFixed(3)} (half a 95 % interval)`);
    }
    expect(new Set(widths.map(({ planning }) => planning.kind)).size).toBe(2);
  });
});
