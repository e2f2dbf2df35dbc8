import type { DiscreteGaussianEvent, SummedGaussianEvent } from '@commonward/accounting';
import { planBlocks } from './blocks.js';
import type { TrainingPlan } from './training-plan.js';

/** What one site's release under the plan costs that site's patients. */
export function eventOf(plan: TrainingPlan): DiscreteGaussianEvent | SummedGaussianEvent {
  const blocks = planBlocks(plan);
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
