import { calibrate, rdpAccountant, type Guarantee } from '@commonward/accounting';
import { gradientStepEvent, type GradientPlan } from '@commonward/synthesis/plan';
import { UsageError } from '../usage-error.js';

export interface PrivateTraining {
  readonly guarantee: Guarantee;
  readonly steps: number;
  /** Every patient is in the sample of a step with probability sampled / outOf. */
  readonly sampled: number;
  readonly outOf: number;
  /** What a gradient is clipped to, in its own units. */
  readonly clippingNorm: number;
  /** Of the discriminator. */
  readonly parameters: number;
}

/** In grid steps: fine enough that a coordinate of a clipped gradient of a few thousand is hundreds of steps. */
const NORM_STEPS = 2 ** 14;

const NOISE = { least: 0.3, most: 60 };
const TOLERANCE = 1e-3;

/** The plan of every step, with the least noise that keeps all of them within the guarantee. @throws UsageError if none does */
export function privatePlan({ guarantee, steps, sampled, outOf, clippingNorm, parameters }: PrivateTraining): GradientPlan {
  const planWith = (noise: number): GradientPlan => ({
    sampled,
    outOf,
    recordsPerPatient: 1,
    grid: NORM_STEPS / clippingNorm,
    clampTo: 2 ** 30,
    blocks: [{ length: parameters, clippingNorm: NORM_STEPS, variance: Math.ceil((noise * NORM_STEPS) ** 2) }],
    adjacency: 'add-or-remove-one',
  });
  const eventOf = (noise: number) => ({ kind: 'composed' as const, parts: [{ event: gradientStepEvent(planWith(noise)), times: steps }] });
  const calibrated = calibrate({ accountant: rdpAccountant, eventOf, guarantee, noise: NOISE, tolerance: TOLERANCE });
  if (calibrated.kind === 'refused') throw new UsageError(`The training cannot be planned: ${calibrated.reason}`);
  return planWith(calibrated.noise);
}

/**
 * The length of the mean gradient of a step, if every gradient had the clipping norm and all pointed the same way, over the
 * length of the noise on it: an upper bound that public numbers give before anything is paid.
 *
 * @param records of all sites together: public
 */
export function forecastSignalToNoise({ sampled, outOf, blocks: [{ length, clippingNorm, variance }] }: GradientPlan, { records, sites }: { records: number; sites: number }): number {
  return ((sampled / outOf) * records * clippingNorm) / Math.sqrt(sites * length * variance);
}
