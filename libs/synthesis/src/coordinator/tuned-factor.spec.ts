import { describe, expect, it } from '@jest/globals';
import { aGuarantee, aPlan, exactSum, simulatedPatients, testUniform } from '../../test/simulated-table.js';
import { planBlocks, planPairs, type PairsPlan } from '../plan/index.js';
import { aDictionary, SEED, SITES } from '../../test/simulated-table.js';
import { absorb } from './absorb.js';
import { generatorBytes, trainGenerator } from './generator.js';
import { discrepancy, FACTORS, tunedFactor } from './tuned-factor.js';

const plan = aPlan();
const patients = simulatedPatients(1500, 3);

/** The exact tables with normal noise as wide as two sites' (Box, Muller 1958). */
function noised(of: PairsPlan, seed: number): Float64Array {
  const uniform = testUniform(seed);
  const sum = exactSum(patients, of);
  for (const { start, length, variance } of planBlocks(of)) {
    for (let at = start; at < start + length; at++) sum[at] += Math.sqrt(-2 * SITES.length * variance * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  }
  return sum;
}
const signal = absorb({ sum: noised(plan, 1), sites: 2, plan });

describe('how closely synthetic records follow their tables', () => {
  it('is measured by 1 for the patients themselves, on average over the noise', () => {
    const measured = Array.from({ length: 30 }, (_, seed) => discrepancy(patients, absorb({ sum: noised(plan, seed), sites: 2, plan }), plan));
    // 100 cells: one has a standard deviation of sqrt(2 / 100), the mean of thirty .026.
    expect(Math.abs(measured.reduce((sum, value) => sum + value, 0) / 30 - 1)).toBeLessThan(0.1);
  });

  it('is one of the factors, and always the same for the same releases', () => {
    const factor = tunedFactor(signal, plan);
    expect(FACTORS).toContain(factor);
    expect(tunedFactor(absorb({ sum: noised(plan, 1), sites: 2, plan }), plan)).toBe(factor);
  });

  it('is in the bytes of the generator of a study that asks for it, and of no other', () => {
    const planning = planPairs({ study: 'clinic', dictionary: aDictionary(), guarantee: aGuarantee(), trust: 'local', aggregation: 'plain', sites: SITES, seed: SEED, tuning: 'residuals' });
    if (planning.kind === 'refused') throw new Error(planning.reason);
    const tuned = trainGenerator(signal, planning.plan);
    const [fixed] = [trainGenerator(signal, plan)];
    const heaviest = Math.max(...fixed.weights);
    expect(Math.max(...tuned.weights) * tunedFactor(signal, plan)).toBeCloseTo(heaviest, 6);
    expect(generatorBytes(trainGenerator(signal, planning.plan))).toEqual(generatorBytes(tuned));
    expect('tuning' in plan).toBe(false);
  });
});
