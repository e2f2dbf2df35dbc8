import { latentNumber, type Uniform } from './latent-inputs.js';

/**
 * Numbers with noise on each, uniform with this standard deviation: what a discriminator is shown of both kinds of example where the real ones
 * lie on a grid, which would tell them apart at a glance.
 */
export function blurred(numbers: Float32Array, stdDev: number, uniform: Uniform): Float32Array {
  return stdDev === 0 ? numbers : numbers.map((number) => number + stdDev * latentNumber(uniform));
}
