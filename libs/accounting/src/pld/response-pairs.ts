import type { RandomisedAnswer } from '../dp-event.js';
import { atomsPair } from './atoms-pair.js';
import type { DominatingPair } from './dominating-pair.js';

/**
 * Binary randomised response: it dominates everything that is epsilon-differentially private.
 *
 * @param epsilon more than 0
 * @see Kairouz, Oh, Viswanath 2015, arXiv:1311.0776: every other such pair is a post-processing of it
 */
export function pureEpsilonPair(epsilon: number): DominatingPair {
  const likely = 1 / (1 + Math.exp(-epsilon));
  const unlikely = Math.exp(-epsilon) * likely;
  return atomsPair([
    { loss: -epsilon, first: unlikely, second: likely },
    { loss: epsilon, first: likely, second: unlikely },
  ]);
}

/** Randomised response under replace-one: the answer is one of the two true categories, or a third that tells nothing. */
export function randomisedResponsePair({ categories, replaced, outOf }: RandomisedAnswer): DominatingPair {
  const other = replaced / outOf / categories;
  const own = (outOf - replaced) / outOf + other;
  const loss = Math.log1p((categories * (outOf - replaced)) / replaced);
  return atomsPair([
    { loss: -loss, first: other, second: own },
    { loss: 0, first: (categories - 2) * other, second: (categories - 2) * other },
    { loss, first: own, second: other },
  ]);
}
