import { clippedMeanSlopes } from '../src/coordinator/adversarial/clipped-mean-slopes.js';
import { afterStep, beginStudy, nextStep, type NetworkStudy, type SummedRound } from '../src/coordinator/adversarial/network-study.js';
import { classCount, clippedParts, discriminatorOf, stepWeights, type GradientsPlan } from '../src/plan/index.js';

/** Real records, as sites show them to the discriminator. */
export interface ShownCohort {
  readonly rows: readonly Float64Array[];
  readonly labels: readonly number[];
}

/** How many there are of each class, on the plan's grid. */
export function classCounts(plan: GradientsPlan, { labels }: ShownCohort): Float64Array {
  const counts = new Float64Array(classCount(plan.dictionary));
  for (const label of labels) counts[label] += plan.grid;
  return counts;
}

/** What the sites would release together, without noise: the sum of the records' gradients at the plan's weights, on its grid. */
export function exactGradients(plan: GradientsPlan, { rows }: ShownCohort): Float64Array {
  if (plan.part.name !== 'step') throw new Error('A plan of a step was expected.');
  const parameters = Float64Array.from(stepWeights(plan.part.weights));
  return clippedMeanSlopes({ network: discriminatorOf(plan), parameters }, rows, { shown: 'real', parts: clippedParts(plan) }).map((mean) => Math.trunc(mean * rows.length * plan.grid));
}

export const round = (sum: Float64Array, contributors: readonly string[] = ['north', 'south']): SummedRound => ({ sum: { sum, sites: contributors.length }, contributors });

/** The study after all its steps. */
export function trainedExactly(plan: GradientsPlan, cohort: ShownCohort): NetworkStudy {
  let study = beginStudy(plan, round(classCounts(plan, cohort)));
  for (let next = nextStep(study); next !== null; next = nextStep(study)) study = afterStep(study, round(exactGradients(next, cohort)));
  return study;
}
