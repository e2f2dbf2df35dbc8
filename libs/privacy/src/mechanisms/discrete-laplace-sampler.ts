import type { WordStream } from '../random.js';
import { bernoulliExp, type Exponent } from './bernoulli-exp.js';

/** The largest scale the sampler takes. */
export const largestScale = 2 ** 32;

const one = ratio(1, 1);

/**
 * One integer x with probability proportional to exp(-|x| / scale), exactly. The number of words used depends on the words alone.
 *
 * @param scale integer from 1 to `largestScale`, in grid steps
 * @see Canonne, Kamath, Steinke 2020, arXiv:2004.00010
 */
export function sampleDiscreteLaplace(scale: number, words: WordStream): number {
  for (;;) {
    const remainder = words.below(scale);
    if (!bernoulliExp(ratio(remainder, scale), words)) continue;
    const magnitude = remainder + scale * countSuccesses(words);
    const negative = words.word() % 2 === 1;
    // Zero has one sign only; counting it twice would make it twice as likely as it should be.
    if (negative && magnitude === 0) continue;
    return negative ? -magnitude : magnitude;
  }
}

/** How many coins of probability 1/e come up in a row. */
function countSuccesses(words: WordStream): number {
  let successes = 0;
  while (bernoulliExp(one, words)) successes += 1;
  return successes;
}

function ratio(numerator: number, denominator: number): Exponent {
  return {
    approximate: numerator / denominator,
    exact: () => ({ numerator: BigInt(numerator), denominator: BigInt(denominator) }),
  };
}
