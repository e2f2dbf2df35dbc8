import type { RandomisedAnswer } from '@commonward/accounting';

/** Coins fall on one of 2^32 sides, as many as a random word has. */
const SIDES = 2 ** 32;
const BISECTIONS = 100;

/**
 * The least replacement under which an answer costs at most `rho`, but for a rounding that a plan makes up for.
 *
 * An answer among k categories that is replaced with probability p has e^epsilon = 1 + k (1 - p) / p, so p = k / (k + e^epsilon - 1),
 * and costs rho = epsilon tanh(epsilon / 2), which grows with epsilon.
 * @param categories at least 2
 * @param rho zCDP parameter, above 0
 * @see Kairouz, Bonawitz, Ramage 2016, arXiv:1602.07387
 */
export function answerFor(categories: number, rho: number): RandomisedAnswer {
  const odds = Math.expm1(epsilonFor(rho));
  return { categories, replaced: Math.floor((SIDES * categories) / (categories + odds)), outOf: SIDES };
}

/** Between 0 and rho + 2 epsilon tanh(epsilon / 2) passes rho, since tanh x is at least x / (1 + x). */
function epsilonFor(rho: number): number {
  let [low, high] = [0, rho + Math.sqrt(2 * rho) + 2];
  for (let turn = 0; turn < BISECTIONS; turn += 1) {
    const middle = (low + high) / 2;
    if (middle * Math.tanh(middle / 2) <= rho) low = middle;
    else high = middle;
  }
  return low;
}

/** Replaced on one side more. @throws RangeError where it is replaced on all of them already */
export function replacedMore(answer: RandomisedAnswer): RandomisedAnswer {
  if (answer.replaced + 1 >= answer.outOf) throw new RangeError('The guarantee is so small that every answer would be replaced; raise epsilon.');
  return { ...answer, replaced: answer.replaced + 1 };
}
