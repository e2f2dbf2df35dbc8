import type { DiscreteGaussianEvent } from '@commonward/accounting';

import type { Bounded, Released } from '../boundary.js';
import { freeze, frozenList } from '../frozen-list.js';
import type { RandomSource } from '../random.js';
import { largestVariance, sampleDiscreteGaussian } from './discrete-gaussian-sampler.js';
import { largestTableVariance, tableOf } from './discrete-gaussian-table.js';
import { addIntegerNoise, type NoiseSampler } from './integer-noise.js';
import { parameterOfEachBlock } from './block-parameters.js';

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
 * `bounded`. The sensitivities are those of `bounded`, so the event cannot claim others; if records were sampled, the event says
 * so. All noise is drawn before the value is looked at. Sums saturate at the ends of int32, which is post-processing.
 * @param bounded [d] integers
 * @returns [d] integers, and the event that accounts for them
 * @throws RangeError if `variances` does not hold one integer from 1 to 2^40 for each block
 * @throws TypeError if the sample that `bounded` was computed from has been released from before
 * @see Canonne, Kamath, Steinke 2020, arXiv:2004.00010
 */
export function discreteGaussian(
  bounded: Bounded<Int32Array>,
  { variances, random }: DiscreteGaussianOptions,
): Released<Int32Array> {
  const event = eventOf(bounded, variances);
  return addIntegerNoise(bounded, { event, samplerOf: (b) => samplerOf(event.blocks[b].variance), random });
}

function eventOf({ blocks }: Bounded<Int32Array>, variances: readonly number[]): DiscreteGaussianEvent {
  const checked = parameterOfEachBlock({ name: 'variances', values: variances, blocks: blocks.length, largest: largestVariance });
  const costs = frozenList(blocks.length, (b) => ({ squaredSensitivity: blocks[b].squaredSensitivity, variance: checked[b] }));
  return freeze({ kind: 'discrete-gaussian', blocks: costs });
}

/** A table while it is small, rejection beyond: the distribution is the same, and the choice looks at the variance alone. */
function samplerOf(variance: number): NoiseSampler {
  if (variance > largestTableVariance) return (words) => sampleDiscreteGaussian(variance, words);
  const table = tableOf(variance);
  return (words) => table.sample(words);
}
