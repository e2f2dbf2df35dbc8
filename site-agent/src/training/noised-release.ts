import { discreteGaussian, type RandomSource, type Released, type Sensitive } from '@commonward/privacy';
import type { EncodedTable } from '@commonward/schema';
import type { TrainingPlan } from '@commonward/synthesis/plan';
import { boundPairs, releaseVariances } from '@commonward/synthesis/site';

/** Records in, one noised integer vector out; every number that shapes the noise comes from the plan. */
export function noisedRelease(records: Sensitive<Iterable<EncodedTable>>, plan: TrainingPlan, random: RandomSource): Released<Int32Array> {
  return discreteGaussian(boundPairs(records, plan), { variances: releaseVariances(plan), random });
}
