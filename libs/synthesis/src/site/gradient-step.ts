import { clippedIntegerSum, discreteGaussian, poissonSample } from '@commonward/privacy';
import type { RandomSource, Released, Sensitive } from '@commonward/privacy';
import type { GradientPlan } from '../plan/index.js';

export interface GradientStepOptions<R> {
  readonly plan: GradientPlan;
  /** The gradient of one record at the current weights, or null if it has none. It must look at that record alone, and not throw. */
  readonly gradientOf: (record: R) => ArrayLike<number> | null;
  readonly random: RandomSource;
}

/**
 * One step of differentially private training: a sample of patients, the sum of their clipped gradients, noise.
 *
 * Guarantee: the release costs `gradientStepEvent(plan)`, whatever `patients` holds and `gradientOf` answers. A sample of nobody
 * is summed and noised like any other.
 * @param patients the records of each patient
 * @returns [sum of lengths] integers: the noisy sum, in grid steps; not a mean, because how many were sampled is secret
 * @see Abadi et al. 2016, Algorithm 1, arXiv:1607.00133
 */
export function gradientStep<R>(
  patients: Sensitive<readonly (readonly R[])[]>,
  { plan, gradientOf, random }: GradientStepOptions<R>,
): Released<Int32Array> {
  const sample = poissonSample(patients, { sampled: plan.sampled, outOf: plan.outOf, random });
  return noisyGradientSum(sample, { plan, gradientOf, random });
}

/** The part of a step after the sample was drawn; `patients` may be computed while it is read. */
export function noisyGradientSum<R>(
  patients: Sensitive<Iterable<Iterable<R>>>,
  { plan, gradientOf, random }: GradientStepOptions<R>,
): Released<Int32Array> {
  const { recordsPerPatient, grid, clampTo, blocks, adjacency } = plan;
  const sum = clippedIntegerSum({ patients, recordsPerPatient, vectorOf: gradientOf, blocks, grid, clampTo, adjacency });
  return discreteGaussian(sum, { variances: blocks.map(({ variance }) => variance), random });
}
