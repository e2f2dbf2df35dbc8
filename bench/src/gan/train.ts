import { parameterCount, type Gan } from '@commonward/networks';
import type { Learning, Schedule } from './learning.js';
import { noisedHalf } from './noised-half.js';
import { forecastSignalToNoise, privatePlan } from './private-plan.js';
import { exactHalf, type RealHalf, type SiteRows } from './real-half.js';

export interface Training {
  /** The rows of each site, as the discriminator reads them. */
  readonly sites: SiteRows;
  /** How many numbers of a row are its class. */
  readonly classes: number;
  readonly learning: Learning;
  readonly schedule: Schedule;
  /** Null where gradients are not clipped. */
  readonly clippingNorm: number | null;
  readonly uniform: () => number;
}

/**
 * Trains a network between sites and coordinator.
 *
 * @returns what public numbers forecast of the gradients' signal to noise, null without noise
 */
export function train<Drawn>(gan: Gan<Drawn>, training: Training): number | null {
  const { half, forecast } = realHalf(gan, training);
  const { steps, perGeneratorStep } = training.schedule;
  for (let step = 1; step <= steps; step++) {
    gan.discriminatorStep(half(gan.discriminatorWeights));
    if (step % perGeneratorStep === 0) gan.generatorStep();
  }
  return forecast;
}

interface ForecastHalf {
  readonly half: RealHalf;
  readonly forecast: number | null;
}

function realHalf<Drawn>({ discriminator }: Gan<Drawn>, { sites, classes, learning, schedule, clippingNorm, uniform }: Training): ForecastHalf {
  if (learning.kind !== 'noised') return { half: exactHalf({ sites, discriminator, schedule, clippingNorm, classes, uniform }), forecast: null };
  if (clippingNorm === null) throw new Error('Gradients that are noised are clipped');
  const plan = privatePlan({ ...schedule, guarantee: learning.guarantee, clippingNorm, parameters: parameterCount(discriminator) });
  // The benchmark's cohort is public, and so is its size.
  const publicRecords = sites.reduce((sum, rows) => sum + rows.length, 0);
  return { half: noisedHalf({ sites, discriminator, plan, publicRecords }), forecast: forecastSignalToNoise(plan, { records: publicRecords, sites: sites.length }) };
}
