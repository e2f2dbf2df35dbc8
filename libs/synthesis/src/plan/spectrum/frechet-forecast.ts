import { valueAt, type Curve } from '../curve.js';
import type { SpectrumPlan } from '../training-plan.js';

/**
 * Noise, and the Frechet distance that exported images had with it: PneumoniaMNIST, 28 x 28 pixels, two classes at four hospitals, shared trust, epsilon
 * 10, 3 and 1, seeds 0 and 1 (docs/results.md). What local trust and other seeds came to was not looked at for it.
 */
const FRECHET_CURVE: Curve = [
  [0.1076, 0.064],
  [0.3033, 0.104],
  [0.8217, 0.162],
];

/**
 * The noise of covariances is compared as if they were between so many coefficients, for how many there are follows from the noise: the norm of m by m
 * covariances grows with m, and their largest eigenvalue with the root of m beside it.
 */
const COMPARED = 144;

/** @param cohort declared images at all sites together, at least 1 */
export function frechetDistanceOf({ shapes, grid, sites, covaried }: SpectrumPlan, cohort: number): number {
  const noise = Math.sqrt(shapes[0].variance * sites.length * covaried) / grid / cohort;
  const wider = COMPARED / covaried;
  return valueAt(FRECHET_CURVE, noise * wider * Math.sqrt(wider));
}
