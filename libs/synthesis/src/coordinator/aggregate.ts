import { planLength } from '../plan/index.js';
import type { TrainingPlan } from '../plan/index.js';

/**
 * Adds the sites' releases, coordinate by coordinate; sums of 32-bit integers are exact in float64.
 *
 * @param releases one per site, each of the plan's length
 * @returns the sum, still multiplied by the plan's grid
 * @throws RangeError if there is no release, more than the plan has sites, or one of another length
 */
export function aggregateReleases(releases: readonly Int32Array[], plan: TrainingPlan): Float64Array {
  if (releases.length === 0 || releases.length > plan.sites.length) {
    throw new RangeError(`Expected releases of 1 to ${plan.sites.length} sites, got ${releases.length}.`);
  }
  const sum = new Float64Array(planLength(plan));
  for (const release of releases) {
    if (release.length !== sum.length) throw new RangeError(`A release has ${release.length} numbers, the plan has ${sum.length}.`);
    for (let at = 0; at < sum.length; at++) sum[at] += release[at];
  }
  return sum;
}
