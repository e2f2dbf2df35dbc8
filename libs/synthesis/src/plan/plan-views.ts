import { epsilonOf, RHO_UNITS_PER_ONE, rhoUnits, viewsOf } from '@commonward/accounting';
import type { View, Views } from '@commonward/accounting';
import { studyEventOf } from './event.js';
import { blocksOfRounds } from './released-blocks.js';
import type { NoisyInputPlan, TrainingPlan } from './training-plan.js';

/** What somebody with a certain part of the noise could learn, at the plan's delta. */
export interface PlanView extends View {
  readonly rho: number;
  readonly epsilon: number;
}

/** The three views of what one site releases in a study, and which of them its ledger books. */
export interface PlanViews {
  readonly booked: 'alone' | 'coalition';
  /** How many releases the sum holds at least. */
  readonly summed: number;
  /** How many sites are taken to be against the one whose patients are protected, besides the coordinator. */
  readonly corrupted: number;
  readonly alone: PlanView;
  readonly coalition: PlanView;
  readonly allHonest: PlanView;
}

/** In plain aggregation the coordinator has the first view; the others are those of somebody who sees the sum of all releases. */
export function viewsOfPlan(plan: TrainingPlan): PlanViews {
  const { summed, corrupted } = partiesOf(plan);
  const { alone, coalition, allHonest } = viewsIn(plan, { summed, corrupted });
  const shown = (view: View): PlanView => {
    const rho = view.rhoUnits / RHO_UNITS_PER_ONE;
    return { ...view, rho, epsilon: epsilonOf({ rho, delta: plan.guarantee.delta }) };
  };
  const booked = plan.trust === 'shared' ? 'coalition' : 'alone';
  return { booked, summed, corrupted, alone: shown(alone), coalition: shown(coalition), allHonest: shown(allHonest) };
}

function viewsIn(plan: TrainingPlan, { summed, corrupted }: Pick<PlanViews, 'summed' | 'corrupted'>): Views {
  if (plan.encoding === 'noisy-input') return viewsOfRandomised(plan);
  const blocks = blocksOfRounds(plan)
    .flat()
    .map(({ squaredSensitivity, variance, length }) => ({ squaredSensitivity, variance, coordinates: length }));
  return viewsOf({ blocks, sites: summed, corrupted });
}

/** The records of other sites protect nobody here: whatever is added to a release, its own randomisation is all that is counted on. */
function viewsOfRandomised(plan: NoisyInputPlan): Views {
  const view = { honestShares: 1, rhoUnits: rhoUnits(studyEventOf(plan)) };
  return { alone: view, coalition: view, allHonest: view };
}

function partiesOf(plan: TrainingPlan): { summed: number; corrupted: number } {
  if (plan.aggregation === 'masked') return { summed: plan.threshold, corrupted: plan.corrupted };
  return { summed: plan.sites.length, corrupted: Math.min(1, plan.sites.length - 1) };
}

/**
 * What a patient pays whose record is at `sites` of the sites, in rho units.
 *
 * Releases that each bear the full noise are independent, so their costs add up. In a sum with shared noise the records move
 * one vector together, `sites` times as far, and rho grows with the square; the releases by themselves bound it again.
 */
export function overlappingRhoUnits(plan: TrainingPlan, sites: number): number {
  const { alone, coalition } = viewsOfPlan(plan);
  switch (plan.trust) {
    case 'local':
      return sites * alone.rhoUnits;
    case 'shared':
      return Math.min(sites * sites * coalition.rhoUnits, sites * alone.rhoUnits);
  }
}
