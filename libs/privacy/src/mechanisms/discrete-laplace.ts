import type { DiscreteLaplaceEvent } from '@commonward/accounting';

import type { Bounded, Released } from '../boundary.js';
import { freeze, frozenList } from '../frozen-list.js';
import type { RandomSource, WordStream } from '../random.js';
import { parameterOfEachBlock } from './block-parameters.js';
import { largestScale, sampleDiscreteLaplace } from './discrete-laplace-sampler.js';
import { addIntegerNoise } from './integer-noise.js';

export interface DiscreteLaplaceOptions {
  /** The scale of the noise on each block of the bounded value, an integer from 1 to 2^32, in grid steps. */
  readonly scales: readonly number[];
  readonly random: RandomSource;
}

/**
 * Adds independent discrete Laplace noise to every coordinate of a bounded vector: x with probability proportional to
 * exp(-|x| / scale).
 *
 * Guarantee: the release is epsilon-DP with epsilon = sum over blocks of l1Sensitivity / scale, under the adjacency of
 * `bounded`. The sensitivities are those of `bounded`, so the event cannot claim others; if records were sampled, the event says
 * so. All noise is drawn before the value is looked at. Sums saturate at the ends of int32, which is post-processing.
 * @param bounded [d] integers
 * @returns [d] integers, and the event that accounts for them
 * @throws RangeError if `scales` does not hold one integer from 1 to 2^32 for each block
 * @throws TypeError if the sample that `bounded` was computed from has been released from before
 * @see Ghosh, Roughgarden, Sundararajan 2009, arXiv:0811.2841
 */
export function discreteLaplace(
  bounded: Bounded<Int32Array>,
  { scales, random }: DiscreteLaplaceOptions,
): Released<Int32Array> {
  const event = eventOf(bounded, scales);
  return addIntegerNoise(bounded, { event, samplerOf: (b) => samplerOf(event.blocks[b].scale), random });
}

function samplerOf(scale: number) {
  return (words: WordStream): number => sampleDiscreteLaplace(scale, words);
}

function eventOf({ blocks }: Bounded<Int32Array>, scales: readonly number[]): DiscreteLaplaceEvent {
  const checked = parameterOfEachBlock({ name: 'scales', values: scales, blocks: blocks.length, largest: largestScale });
  const costs = frozenList(blocks.length, (b) => {
    const { length, l1Sensitivity } = blocks[b];
    return { coordinates: length, l1Sensitivity, scale: checked[b] };
  });
  return freeze({ kind: 'discrete-laplace', blocks: costs });
}
