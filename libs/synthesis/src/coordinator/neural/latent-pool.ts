import type { Matrix } from '../matrix.js';
import { publicUniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';

/** How many latents a generator has: each is one kind of record. */
export const POOL = 256;
/** Numbers in a latent. */
export const LATENT = 16;

/** The public latents, the same for everyone who holds the seed: [POOL, LATENT] standard normal. */
export function latentPool(seed: string): Matrix {
  const normal = publicNormal(publicUniform(seed, 'generator/neural/latents'));
  return { rows: POOL, columns: LATENT, values: Float64Array.from({ length: POOL * LATENT }, normal) };
}
