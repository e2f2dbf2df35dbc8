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
export const rhoUnitsOfStudy = (plan: TrainingPlan): number => rhoUnitsOfAll(eventsOfRounds(plan));

/** What events are booked at together, each rounded up by itself. One that occurs again is not computed again: a study may have hundreds of the same rounds. */
export function rhoUnitsOfAll(events: readonly PlannedEvent[]): number {
  const known = new Map<PlannedEvent, number>();
  return events.reduce((sum, event) => {
    const units = known.get(event) ?? rhoUnits(event);
    known.set(event, units);
    return sum + units;
  }, 0);
}

/** Rounds that release the same blocks share one event. */
function eventsOfRounds(plan: TrainingPlan): readonly PlannedEvent[] {
  if (plan.encoding === 'noisy-input') return [randomised(plan)];
  const known = new Map<readonly ReleasedBlock[], GaussianEvent>();
  return blocksOfRounds(plan).map((blocks) => {
    const event = known.get(blocks) ?? eventWith(plan, blocks);
    known.set(blocks, event);
    return event;
  });
}

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
