import type { SpectrumPlan } from '../../plan/index.js';

/** What all first releases together say. K classes, J coefficients. */
export interface CentreSignal {
  /** [K] estimated images of each class */
  readonly images: Float64Array;
  /** [K, J] float32, because the sites are told exactly these */
  readonly centres: Float32Array;
}

/** A class is taken to have at least so many images, so that noise is not divided by nothing. */
const FEWEST_IMAGES = 50;

/**
 * The centre of each class. Sites measure their second moments about it, so it is not shrunk here.
 * @param sum [K + K J] of all sites' first releases, in grid steps
 */
export function absorbCentres(sum: Float64Array, { dictionary: { classes }, coefficients, grid }: SpectrumPlan): CentreSignal {
  const images = Float64Array.from(classes, (_, k) => Math.max(sum[k] / grid, FEWEST_IMAGES));
  const sums = sum.subarray(classes.length);
  return { images, centres: Float32Array.from(sums, (value, at) => value / grid / images[Math.floor(at / coefficients)]) };
}
