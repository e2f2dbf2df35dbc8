/**
 * The longest vector a block can hold, over the length of the noise on it: clippingNorm / sqrt(length variance).
 *
 * A whole model's delta with a sensitivity of twice its clipping norm, released at rho = mu^2 / 2, comes to mu / (2 sqrt(length))
 * at best, however many records it was trained on: for a network of 1,217 parameters and epsilon 3, 0.01. Much below 1 the
 * release is noise.
 * @param length coordinates of the block
 * @param clippingNorm in grid steps
 * @param variance of the noise on each coordinate, in squared grid steps
 */
export function largestSignalToNoise({ length, clippingNorm, variance }: { length: number; clippingNorm: number; variance: number }): number {
  return clippingNorm / Math.sqrt(length * variance);
}
