import { lastWhere } from '../bisection.js';
import { outOfRange } from '../out-of-range.js';
import { checkGuesses, oneRunPValue, type Guesses } from './one-run-bound.js';

/**
 * An epsilon, for adding or removing one record, that a mechanism was seen to exceed by someone who guessed which record of each pair it was run on.
 *
 * A fair coin for each pair says which of its two records was used. Exchanging the two is removing one and adding the other, so a mechanism that is
 * (epsilon, delta)-private for adding or removing one is (2 epsilon, (1 + e^epsilon) delta)-private for the exchange, and the one-run bound holds for that.
 *
 * Guarantee: as of `oneRunEpsilon`, the result is above the mechanism's epsilon with probability at most 1 - confidence. It can be seen to exceed about
 * half the logarithm of the number of pairs, not more.
 * @param canaries the pairs
 * @param delta from 0 to 1, of the guarantee for adding or removing one
 * @param confidence between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds
 * @see Steinke, Nasr, Jagielski 2023, section 5 and appendix D, arXiv:2305.08846
 */
export function pairedRunEpsilon({ delta, confidence, ...guesses }: Guesses & { delta: number; confidence: number }): number {
  checkGuesses(guesses);
  if (!(delta >= 0 && delta <= 1)) throw outOfRange('delta', delta, 'from 0 to 1');
  if (!(confidence > 0 && confidence < 1)) throw outOfRange('confidence', confidence, 'more than 0 and less than 1');
  const refuted = (epsilon: number) => oneRunPValue({ ...guesses, epsilon: 2 * epsilon, delta: Math.min(1, (1 + Math.exp(epsilon)) * delta) }) < 1 - confidence;
  if (!refuted(0)) return 0;
  let unrefuted = 1;
  while (refuted(unrefuted)) unrefuted *= 2;
  return lastWhere(refuted, 0, unrefuted);
}
