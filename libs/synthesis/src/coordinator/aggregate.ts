import { planLength } from '../plan/index.js';
import type { TrainingPlan } from '../plan/index.js';

/** What the coordinator has of a round: the releases themselves, or nothing but their sum. */
export type Contributions =
  | { readonly kind: 'releases'; readonly releases: readonly Int32Array[] }
  /** modulo 2^32, as unmasking gives it, and how many releases are in it */
  | { readonly kind: 'sum'; readonly residues: Uint32Array; readonly sites: number };

/** The noised sum of a round, still multiplied by the plan's grid. */
export interface Aggregate {
  readonly sum: Float64Array;
  /** How many releases, each with its own noise, are in the sum. */
  readonly sites: number;
}

/**
 * The sum of the sites' releases, coordinate by coordinate, exactly.
 *
 * Sums of 32-bit integers are exact in float64. A sum modulo 2^32 is the sum itself: the plan's clamp keeps it, with noise of up
 * to 13 standard deviations at every site, between -2^31 and 2^31.
 *
 * @returns the same for releases as for their sum
 * @throws RangeError if there are fewer releases than the plan's threshold or none, more than the plan has sites, or a vector of
 * another length; or if a plan whose releases nobody may see comes with releases
 */
export function aggregate(contributions: Contributions, plan: TrainingPlan): Aggregate {
  switch (contributions.kind) {
    case 'releases': {
      if (plan.aggregation === 'masked') throw new RangeError('The plan is for a masked sum, but single releases were given.');
      checkSites(contributions.releases.length, plan);
      return { sum: sumOf(contributions.releases, planLength(plan)), sites: contributions.releases.length };
    }
    case 'sum':
      checkSites(contributions.sites, plan);
      checkLength(contributions.residues, planLength(plan));
      return { sum: Float64Array.from(Int32Array.from(contributions.residues)), sites: contributions.sites };
  }
}

function sumOf(releases: readonly Int32Array[], length: number): Float64Array {
  const sum = new Float64Array(length);
  for (const release of releases) {
    checkLength(release, length);
    for (let at = 0; at < length; at++) sum[at] += release[at];
  }
  return sum;
}

function checkSites(sites: number, plan: TrainingPlan): void {
  const fewest = plan.aggregation === 'masked' ? plan.threshold : 1;
  if (!(Number.isInteger(sites) && sites >= fewest && sites <= plan.sites.length)) {
    throw new RangeError(`Expected releases of ${fewest} to ${plan.sites.length} sites, got ${sites}.`);
  }
}

function checkLength(vector: Int32Array | Uint32Array, length: number): void {
  if (vector.length !== length) throw new RangeError(`A vector has ${vector.length} numbers, the plan has ${length}.`);
}
