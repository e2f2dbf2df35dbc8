import type { DpEvent } from '@commonward/accounting';

import { mint, open, type Bounded, type Released } from '../boundary.js';
import { WordStream, type RandomSource } from '../random.js';

/** Draws the noise of one coordinate; every sample is an integer that a double holds exactly. */
export type NoiseSampler = (words: WordStream) => number;

export interface IntegerNoise {
  /** What the noise makes of the claims of the bounded value; frozen. */
  readonly event: DpEvent;
  readonly samplerOf: (block: number) => NoiseSampler;
  readonly random: RandomSource;
}

/**
 * Adds independent integer noise to every coordinate of a bounded vector.
 *
 * All noise is drawn before the value is looked at, so neither the words used nor the time they take depend on records. Sums
 * saturate at the ends of int32, which is post-processing.
 * @param bounded [d] integers, covered by its blocks one after the other
 */
export function addIntegerNoise(bounded: Bounded<Int32Array>, { event, samplerOf, random }: IntegerNoise): Released<Int32Array> {
  const noise = drawNoise(bounded, samplerOf, random);
  const noised = addSaturating(open(bounded), noise);
  noise.fill(0);
  return mint({ bounded, event, copy: () => new Int32Array(noised) });
}

function drawNoise({ blocks }: Bounded<Int32Array>, samplerOf: IntegerNoise['samplerOf'], random: RandomSource): Float64Array {
  const noise = new Float64Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let i = 0;
  WordStream.lend(random, (words) => {
    for (let b = 0; b < blocks.length; b += 1) {
      const sample = samplerOf(b);
      for (const end = i + blocks[b].length; i < end; i += 1) noise[i] = sample(words);
    }
  });
  return noise;
}

function addSaturating(value: Int32Array, noise: Float64Array): Int32Array {
  if (value.length !== noise.length) throw new Error('A bounded value and its blocks differ in length');
  const noised = new Int32Array(noise.length);
  for (let i = 0; i < noised.length; i += 1) noised[i] = Math.min(Math.max(value[i] + noise[i], -(2 ** 31)), 2 ** 31 - 1);
  return noised;
}
