import type { Bounded, Released } from '../boundary.js';
import type { WordStream } from '../random.js';
import { isBelowExp } from './bernoulli-exp.js';
import { select, type SelectionOptions } from './selection.js';
import { drawUniform } from './uniform.js';

/**
 * Releases the index of one candidate: the first, in a random order, whose coin of probability exp((score - best) / scale)
 * comes up, exactly.
 *
 * Guarantee: the release is epsilon-DP with epsilon = 2 sensitivity / scale, where one unit of privacy moves each score by at
 * most `sensitivity`, the largest coordinateSensitivity of `bounded`; its expected score is never below that of the exponential
 * mechanism. The order and a uniform number for every candidate are drawn before a score is looked at, and every coin is
 * decided, also those after the first that comes up.
 * @param bounded [candidates] integer scores
 * @returns [1] the index of the chosen candidate, and the event that accounts for it
 * @throws RangeError if there is no candidate, or the scale is not a positive safe integer
 * @throws TypeError if the sample that `bounded` was computed from has been released from before
 * @see McKenna, Sheldon 2020, arXiv:2010.12603
 */
export function permuteAndFlip(bounded: Bounded<Int32Array>, options: SelectionOptions): Released<Int32Array> {
  return select(bounded, options, {
    kind: 'report-noisy-max',
    prepare: (candidates, words) => {
      const order = permutation(candidates, words);
      const uniforms = Array.from(order, () => drawUniform(words));
      return (behind) => {
        const comesUp = behind.map((exponent, i) => isBelowExp(uniforms[i], exponent, words));
        // The coin of the best candidate always comes up: exp(0) is above every uniform number.
        return order[order.findIndex((candidate) => comesUp[candidate])];
      };
    },
  });
}

/** The numbers 0, ..., length - 1 in an order of which each is equally likely, by Fisher and Yates. */
function permutation(length: number, words: WordStream): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i -= 1) {
    const j = words.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
