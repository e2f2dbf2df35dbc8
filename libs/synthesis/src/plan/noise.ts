import { RHO_UNITS_PER_ONE, rhoUnitsFor } from '@commonward/accounting';
import type { Guarantee } from '@commonward/accounting';
import { squaredMove } from './blocks.js';
import { rhoUnitsOfStudy } from './event.js';
import { countedShares } from './protection.js';
import type { Protection } from './protection.js';
import type { TrainingPlan } from './training-plan.js';
import type { TableGroup } from './workload.js';

/** With at least 32 grid steps of noise, rounding the variance up to an integer changes it by less than 1 in 1,000. */
const SMALLEST_NOISE_STEPS = 32;
/** The largest deviation that sums are kept clear of, in standard deviations. */
export const NOISE_HEADROOM = 13;
export const SUM_LIMIT = 2 ** 31;

/**
 * The variance of the noise that one site adds to one count of a group, in squared counts, when it pays `share` of the
 * guarantee's rho for it.
 *
 * rho = squared move / (2 h variance) with h shares of noise counted on.
 */
export function countVariance(group: TableGroup, { guarantee, protection }: { guarantee: Guarantee; protection: Protection }): number {
  const rho = (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * group.share;
  return squaredMove(group, guarantee) / (2 * rho * countedShares(protection));
}

/** The smallest power of two that makes every noise of a site at least 32 steps wide; 4 would do for sums of discrete noise. */
export function gridFor(variances: readonly number[]): number {
  let grid = 1;
  while (grid * Math.sqrt(Math.min(...variances)) < SMALLEST_NOISE_STEPS) grid *= 2;
  return grid;
}

/** The largest clamp that keeps the sum over all sites, noise included, below 2^31. */
export function clampFor(sites: number, variances: readonly number[]): number {
  return Math.floor(SUM_LIMIT / sites - NOISE_HEADROOM * Math.sqrt(Math.max(...variances))) - 1;
}

/** Raises the variances, a step at a time, until what the study is booked at is within the guarantee; rounding alone can ask for it. @param raise the plan with every variance a step higher */
export function withinGuarantee<Plan extends TrainingPlan>(plan: Plan, raise: (plan: Plan) => Plan): Plan {
  let fitting = plan;
  while (rhoUnitsOfStudy(fitting) > rhoUnitsFor(plan.guarantee)) fitting = raise(fitting);
  return fitting;
}

/** A block with its variance a step higher. */
export const raised = <Block extends { readonly variance: number }>(block: Block): Block => ({ ...block, variance: block.variance + 1 });
