import { describe, expect, it } from '@jest/globals';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import type { EncodedTable } from '@commonward/schema';
import fc from 'fast-check';
import { aDictionary, aGuarantee, SEED, simulatedPatients, SITES } from '../../../test/simulated-table.js';
import { eventOf, planLength, planUtility, type UtilityPlan } from '../../plan/index.js';
import { releaseVariances } from '../bound-pairs.js';
import { boundUtility, type TriedModel } from './bound-utility.js';

const planning = planUtility({
  study: 'evaluation',
  evaluates: { study: 'clinic', generatorSha256: 'ab'.repeat(32) },
  dictionary: aDictionary(),
  guarantee: aGuarantee(),
  trust: 'local',
  aggregation: 'plain',
  sites: SITES,
  synthetic: simulatedPatients(50, 1),
  seed: SEED,
});
if (planning.kind === 'refused') throw new Error(planning.reason);
const plan: UtilityPlan = planning.plan;
const [WIDTH, TARGET, MODELS] = [5, 4, 6];

/** Model m says that whoever is older than its number, or in pain, is ill. */
const models = Array.from({ length: MODELS }, (_, m): TriedModel => ({
  judge: ({ rows, codes }) => ({
    predicted: Uint8Array.from({ length: rows }, (__, row) => Number(codes[row * WIDTH] > m || codes[row * WIDTH + 3] > 1)),
    scoreClass: Uint8Array.from({ length: rows }, (__, row) => codes[row * WIDTH] + codes[row * WIDTH + 3]),
  }),
}));

const FINE_GRID = 1024;

/** What the site counted: with a grid this fine, noise of one step is rounded away. */
function counted(chunks: readonly EncodedTable[], tried: readonly TriedModel[] = models): number[] {
  const fine = { ...plan, grid: FINE_GRID };
  const released = discreteGaussian(boundUtility(Sensitive.of(chunks), fine, tried), { variances: fine.blocks.map(() => 1), random: systemRandom });
  return Array.from(released.value, (steps) => Math.round(steps / FINE_GRID) + 0);
}

const rowsOf = ({ rows, codes }: EncodedTable): EncodedTable[] => Array.from({ length: rows }, (_, row) => ({ rows: 1, codes: codes.slice(row * WIDTH, (row + 1) * WIDTH) }));

describe('what models do on the records of a site', () => {
  it('is counted for each model by true and predicted class, and by true class and class of the score', () => {
    const patients = simulatedPatients(60, 3);
    const expected = new Array<number>(planLength(plan)).fill(0);
    for (const { codes } of rowsOf(patients)) {
      for (let m = 0; m < MODELS; m += 1) {
        const named = codes[0] > m || codes[3] > 1 ? 1 : 0;
        expected[4 * m + 2 * codes[TARGET] + named] += 1;
        expected[4 * MODELS + 16 * m + 8 * codes[TARGET] + codes[0] + codes[3]] += 1;
      }
    }
    expect(counted([patients])).toEqual(expected);
  });

  it('is the same however the records are cut into chunks', () => {
    const patients = simulatedPatients(20, 4);
    expect(counted(rowsOf(patients))).toEqual(counted([patients]));
  });

  it('moves by one record in one count of each model in each block when a patient comes, whoever they are and whatever the models say', () => {
    const anything = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: WIDTH, maxLength: WIDTH });
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 255 }), (record, predicted, scoreClass) => {
        const oracle = (): TriedModel => ({ judge: ({ rows }) => ({ predicted: new Uint8Array(rows).fill(predicted), scoreClass: new Uint8Array(rows).fill(scoreClass) }) });
        const tried = [...models.slice(1), oracle()];
        const others = simulatedPatients(5, 5);
        const before = counted([others], tried);
        const moved = counted([others, { rows: 1, codes: Uint8Array.from(record) }], tried).map((count, at) => count - before[at]);
        const blocks = [moved.slice(0, 4 * MODELS), moved.slice(4 * MODELS)];
        for (const block of blocks) {
          expect(block.every((by) => by === 0 || by === 1)).toBe(true);
          expect(block.reduce((sum, by) => sum + by, 0)).toBeLessThanOrEqual(MODELS);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('counts a record whose target is missing, or with a cell outside the dictionary, as zero', () => {
    const patients = simulatedPatients(10, 6);
    const spoilt = [[0, 0, 0, 0, 2], [9, 0, 0, 0, 1]].map((record) => ({ rows: 1, codes: Uint8Array.from(record) }));
    expect(counted([patients, ...spoilt])).toEqual(counted([patients]));
  });

  it('is released under the event that the plan books', () => {
    const bounded = boundUtility(Sensitive.of([simulatedPatients(10, 1)]), plan, models);
    expect(discreteGaussian(bounded, { variances: releaseVariances(plan), random: systemRandom }).event).toEqual(eventOf(plan));
  });
});
