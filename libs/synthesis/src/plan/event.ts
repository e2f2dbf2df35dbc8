import type { DiscreteGaussianEvent } from '@commonward/accounting';
import { planBlocks } from './blocks.js';
import type { TrainingPlan } from './training-plan.js';

/** What one site's release under the plan costs that site's patients. */
export function eventOf(plan: TrainingPlan): DiscreteGaussianEvent {
  return {
    kind: 'discrete-gaussian',
    blocks: planBlocks(plan).map(({ squaredSensitivity, variance }) => ({ squaredSensitivity, variance })),
  };
}
