import type { DiscreteGaussianEvent, PoissonSampledEvent } from '@commonward/accounting';

/** One layer of a network, or a whole gradient. */
export interface GradientBlock {
  readonly length: number;
  /** The clipping norm of one patient's gradient, in grid steps. */
  readonly clippingNorm: number;
  /** of the discrete Gaussian noise on each coordinate, in squared grid steps */
  readonly variance: number;
}

/**
 * Everything that decides what one noisy gradient tells, and therefore what it costs. Public and frozen.
 *
 * Sampling, clipping, noise and the booked event are all derived from it, so they cannot disagree.
 */
export interface GradientPlan {
  /** Every patient is in the sample of a step with probability sampled / outOf; integers. */
  readonly sampled: number;
  readonly outOf: number;
  /** How many records of a patient count. */
  readonly recordsPerPatient: number;
  /** Grid steps for each unit of a gradient. */
  readonly grid: number;
  /** The largest magnitude of a coordinate before noise, in grid steps. */
  readonly clampTo: number;
  readonly blocks: readonly GradientBlock[];
  /** Sampling hides who takes part only if taking part is the secret. */
  readonly adjacency: 'add-or-remove-one';
}

/** What one step under the plan costs each patient; a patient moves a block by at most its clipping norm. */
export function gradientStepEvent({ sampled, outOf, blocks }: GradientPlan): PoissonSampledEvent {
  const costs = blocks.map(({ clippingNorm, variance }) => ({ squaredSensitivity: clippingNorm * clippingNorm, variance }));
  const event: DiscreteGaussianEvent = { kind: 'discrete-gaussian', blocks: costs };
  return { kind: 'poisson-sampled', sampled, outOf, event };
}
