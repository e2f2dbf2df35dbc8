import type { DiscreteGaussianEvent } from '@commonward/accounting';

import { mint, open, type Bounded, type Released } from '../boundary.js';
import { WordStream, type RandomSource } from '../random.js';
import { largestVariance, sampleDiscreteGaussian } from './discrete-gaussian-sampler.js';

/** How noise is added: the noise itself is nobody's to choose. */
export interface DiscreteGaussianOptions {
  /** The sigma^2 parameter of each block of the bounded value, an integer from 1 to 2^40, in squared grid steps. */
  readonly variances: readonly number[];
  readonly random: RandomSource;
}

/**
 * Adds independent discrete Gaussian noise to every coordinate of a bounded vector.
 *
 * Guarantee: the release is rho-zCDP with rho = sum over blocks of squaredSensitivity / (2 variance), under the adjacency of
 * `bounded`. The sensitivities are those of `bounded`, so the event cannot claim others. All noise is drawn before the value
 * is looked at, so neither the words used nor the time they take depend on records. Sums saturate at the ends of int32, which
 * is post-processing.
 * @param bounded [d] integers
 * @returns [d] integers, and the event that accounts for them
 * @throws RangeError if `variances` does not hold one integer from 1 to 2^40 for each block
 * @see Canonne, Kamath, Steinke 2020, arXiv:2004.00010
 */
export function discreteGaussian(
  bounded: Bounded<Int32Array>,
  { variances, random }: DiscreteGaussianOptions,
): Released<Int32Array> {
  const event = eventOf(bounded, variances);
  const noise = drawNoise(bounded, event, random);
  const noised = addSaturating(open(bounded), noise);
  noise.fill(0);
  return mint(() => noised.slice(), event);
}

function eventOf({ blocks }: Bounded<Int32Array>, variances: readonly number[]): DiscreteGaussianEvent {
  if (variances.length !== blocks.length) {
    throw new RangeError(`variances must hold one number for each of ${blocks.length} blocks, but it holds ${variances.length}`);
  }
  variances.forEach(checkVariance);
  const costs = blocks.map(({ squaredSensitivity }, b) => Object.freeze({ squaredSensitivity, variance: variances[b] }));
  return Object.freeze({ kind: 'discrete-gaussian', blocks: Object.freeze(costs) });
}

function checkVariance(variance: number, index: number): void {
  if (!(Number.isInteger(variance) && variance >= 1 && variance <= largestVariance)) {
    throw new RangeError(`variances[${index}] must be an integer from 1 to ${largestVariance}, but it is ${variance}`);
  }
}

/** The noise of each block, one block after the other; every sample is an integer that a double holds exactly. */
function drawNoise({ blocks }: Bounded<Int32Array>, event: DiscreteGaussianEvent, random: RandomSource): Float64Array {
  const noise = new Float64Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let i = 0;
  WordStream.lend(random, (words) => {
    blocks.forEach(({ length }, b) => {
      const { variance } = event.blocks[b];
      for (const end = i + length; i < end; i += 1) noise[i] = sampleDiscreteGaussian(variance, words);
    });
  });
  return noise;
}

function addSaturating(value: Int32Array, noise: Float64Array): Int32Array {
  if (value.length !== noise.length) throw new Error('A bounded value and its blocks differ in length');
  return value.map((integer, i) => Math.min(Math.max(integer + noise[i], -(2 ** 31)), 2 ** 31 - 1));
}
