import { RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor } from '@commonward/accounting';
import type { Guarantee } from '@commonward/accounting';
import { recordsMoved } from './blocks.js';
import { eventOf } from './event.js';
import type { TrainingPlan } from './training-plan.js';
import type { TableGroup } from './workload.js';

/** With at least 32 grid steps of noise, rounding the variance up to an integer changes it by less than 1 in 1,000. */
const SMALLEST_NOISE_STEPS = 32;
/** The largest deviation that sums are kept clear of, in standard deviations. */
export const NOISE_HEADROOM = 13;
export const SUM_LIMIT = 2 ** 31;

/**
 * The noise variance of one count of a group, in squared counts, when a site pays `share` of the guarantee's rho for it.
 *
 * A record moves each of the group's m tables by 1, so rho = m moved / (2 variance).
 */
export function countVariance({ tables, share }: TableGroup, guarantee: Guarantee): number {
  const rho = (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * share;
  return (tables.length * recordsMoved(guarantee)) / (2 * rho);
}

/** The smallest power of two that makes every noise at least 32 steps wide. */
export function gridFor(variances: readonly number[]): number {
  let grid = 1;
  while (grid * Math.sqrt(Math.min(...variances)) < SMALLEST_NOISE_STEPS) grid *= 2;
  return grid;
}

/** The largest clamp that keeps the sum over all sites, noise included, below 2^31. */
export function clampFor(sites: number, variances: readonly number[]): number {
  return Math.floor(SUM_LIMIT / sites - NOISE_HEADROOM * Math.sqrt(Math.max(...variances))) - 1;
}

/** Raises the variances, a step at a time, until the booked event is within the guarantee; rounding alone can ask for it. */
export function withinGuarantee(plan: TrainingPlan): TrainingPlan {
  let fitting = plan;
  while (rhoUnits(eventOf(fitting)) > rhoUnitsFor(plan.guarantee)) {
    fitting = { ...fitting, blocks: fitting.blocks.map((block) => ({ ...block, variance: block.variance + 1 })) };
  }
  return fitting;
}
