import { rhoUnits } from '@commonward/accounting';
import type { DiscreteGaussianEvent, RandomisedRecordEvent, SummedGaussianEvent } from '@commonward/accounting';
import { blocksOfRounds, releasedBlocks, roundOfPlan, type ReleasedBlock } from './released-blocks.js';
import type { NoisedPlan, NoisyInputPlan, TrainingPlan } from './training-plan.js';

type GaussianEvent = DiscreteGaussianEvent | SummedGaussianEvent;
type PlannedEvent = GaussianEvent | RandomisedRecordEvent;

/** What one site's release under the plan costs that site's patients. */
export function eventOf(plan: NoisedPlan): GaussianEvent;
export function eventOf(plan: TrainingPlan): PlannedEvent;
export function eventOf(plan: TrainingPlan): PlannedEvent {
  return plan.encoding === 'noisy-input' ? randomised(plan) : eventWith(plan, releasedBlocks(plan));
}

/** What all rounds of the plan's study together cost: rho adds up, however later rounds follow from earlier ones. */
export const studyEventOf = (plan: TrainingPlan): PlannedEvent => (plan.encoding === 'noisy-input' ? randomised(plan) : eventWith(plan, blocksOfRounds(plan).flat()));

/** What the rounds cost that come after the plan's own: a site that cannot pay for them need not begin. */
export function laterEventsOf(plan: TrainingPlan): readonly PlannedEvent[] {
  return eventsOfRounds(plan).slice(roundOfPlan(plan));
}

/** What all rounds are booked at in rho units, each rounded up by itself: what a site has paid by the end of the study. */
export const rhoUnitsOfStudy = (plan: TrainingPlan): number => eventsOfRounds(plan).reduce((sum, event) => sum + rhoUnits(event), 0);

const eventsOfRounds = (plan: TrainingPlan): readonly PlannedEvent[] => (plan.encoding === 'noisy-input' ? [randomised(plan)] : blocksOfRounds(plan).map((blocks) => eventWith(plan, blocks)));

const randomised = ({ columns }: NoisyInputPlan): RandomisedRecordEvent => ({ kind: 'randomised-record', columns });

function eventWith(plan: NoisedPlan, blocks: readonly ReleasedBlock[]): GaussianEvent {
  switch (plan.aggregation) {
    case 'plain':
      return { kind: 'discrete-gaussian', blocks: blocks.map(({ squaredSensitivity, variance }) => ({ squaredSensitivity, variance })) };
    case 'masked':
      return {
        kind: 'summed-discrete-gaussian',
        trust: plan.trust,
        blocks: blocks.map(({ squaredSensitivity, variance, length }) => ({ squaredSensitivity, variance, coordinates: length })),
        summed: plan.threshold,
        corrupted: plan.corrupted,
      };
  }
}
