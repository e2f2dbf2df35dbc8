import { valueAt, type Curve } from '../curve.js';
import type { SpectrumPlan } from '../training-plan.js';

/**
 * Noise, and the Frechet distance that exported images had with it: PneumoniaMNIST, 28 x 28 pixels, two classes at four hospitals, shared trust, epsilon
 * 10, 3, 1 and .6, seeds 0 and 1 (docs/results.md). What local trust and other seeds came to was not looked at for it.
 */
const FRECHET_CURVE: Curve = [
  [0.1076, 0.064],
  [0.3033, 0.104],
  [0.8931, 0.116],
  [1.4301, 0.171],
];

/**
 * The noise of covariances is compared as if they were between so many coefficients, for how many there are follows from the noise: the norm of m by m
 * covariances grows with m, and their largest eigenvalue with the root of m beside it.
 */
const COMPARED = 144;

/** The widest noise that the line was held to (local trust, epsilon 1). Beyond it distances grow faster, and not by the noise alone. */
const WIDEST = 1.55;

export interface FrechetForecast {
  readonly frechet: number;
  /** Whether the noise is so wide that it will be at least that, and nobody knows how much more. */
  readonly isLeast: boolean;
}

/** @param cohort declared images at all sites together, at least 1 */
export function frechetForecast({ shapes, grid, sites, covaried }: SpectrumPlan, cohort: number): FrechetForecast {
  const wider = COMPARED / covaried;
  const noise = (Math.sqrt(shapes[0].variance * sites.length * covaried) / grid / cohort) * wider * Math.sqrt(wider);
  return { frechet: valueAt(FRECHET_CURVE, Math.min(noise, WIDEST)), isLeast: noise > WIDEST };
}
