import { epsilonOf, rhoUnits, RHO_UNITS_PER_ONE } from '@commonward/accounting';
import type { Release } from '@commonward/envelope';
import { eventOf, type TrainingPlan } from '@commonward/synthesis/plan';

/**
 * What a patient of each site is promised, and what is not: computed from the plan and the signed releases, so that
 * a verifier gets the same words and numbers.
 */
export function privacyStatement(plan: TrainingPlan, releases: readonly Release[]): object {
  const event = eventOf(plan);
  const cost = rhoUnits(event);
  const { delta, unit, adjacency } = plan.guarantee;
  const epsilon = epsilonOf({ rho: cost / RHO_UNITS_PER_ONE, delta });
  return {
    format: 'commonward/privacy/1',
    guarantee: { epsilon, delta, unit, adjacency },
    sites: releases.map(({ site, ledger, budget }) => ({
      site,
      epsilon,
      delta,
      unit,
      adjacency,
      rho: cost / RHO_UNITS_PER_ONE,
      rhoUnits: cost,
      ledger,
      budget,
    })),
    trust: 'local: every site added the full noise itself before anything left it, so its guarantee needs nobody else to be honest',
    mechanism: {
      name: 'discrete Gaussian noise on integer counts of two-way and one-way tables',
      grid: plan.grid,
      blocks: event.blocks.map(({ squaredSensitivity, variance }, b) => ({
        name: plan.blocks[b].name,
        tables: plan.blocks[b].tables.length,
        squaredSensitivity,
        variance,
        noiseStdDevInRecords: Math.sqrt(variance) / plan.grid,
      })),
    },
    composition: 'zCDP: rho is the sum of squaredSensitivity / (2 variance) over the blocks, rounded up; epsilon by the optimal conversion at delta',
    postProcessing: 'Generator, exports, any number of rows and all conditions are computed from the releases alone and cost nothing more.',
    assumptions: [
      'Patients of different sites are taken as disjoint. A patient in the records of k sites is protected with rho multiplied by k.',
      'One record for each patient: of repeated patients the first record counts.',
      'The bounds, bins and categories of the data dictionary are public and were not computed from records.',
    ],
    overlapping: {
      sites: releases.length,
      epsilon: epsilonOf({ rho: (cost * releases.length) / RHO_UNITS_PER_ONE, delta }),
      meaning: 'for a patient whose record is at every site',
    },
    notProtected: [
      'that a site takes part, when it answered, and how many bytes it sent',
      'what is true of the population: the synthetic records are meant to tell it',
      'the data dictionary and the declared cohort sizes, which are public',
    ],
  };
}
