import type { PrivacyCurve } from './accountant.js';
import { outOfRange } from './out-of-range.js';

/** Largest epsilon that is tried; beyond it a line says nothing about any error rate that a double tells from 0. */
const LARGEST_EPSILON = 700;
/** Points of each pass; a pass narrows the search to the two intervals beside its best point. */
const POINTS = 64;
const PASSES = 4;

/**
 * The least share of an attacker's misses, when the share of their wrong accusations is `falsePositives`.
 *
 * The attacker sees a release, knows everyone else's records, and says whether a certain unit was among them. Each pair
 * (epsilon, delta) that holds forces misses of at least 1 - delta - e^epsilon falsePositives and of at least
 * e^-epsilon (1 - delta - falsePositives). Every epsilon gives a valid bound, so that the search tries finitely many of them
 * can only make the result smaller, never more than is true.
 * @param falsePositives from 0 to 1
 * @returns from 0 to 1 - falsePositives
 * @throws RangeError if it is outside its bounds
 * @see Wasserman, Zhou 2010, arXiv:0811.2501; Dong, Roth, Su 2019, arXiv:1905.02383
 */
export function falseNegativesAt(curve: PrivacyCurve, falsePositives: number): number {
  if (!(falsePositives >= 0 && falsePositives <= 1)) throw outOfRange('falsePositives', falsePositives, 'from 0 to 1');
  const bound = (epsilon: number): number => {
    const free = 1 - curve.deltaAt(epsilon);
    return Math.max(0, free - Math.exp(epsilon) * falsePositives, Math.exp(-epsilon) * (free - falsePositives));
  };
  let [low, high] = [0, LARGEST_EPSILON];
  let most = 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    // The first pass is finer near 0, where epsilon usually lies.
    const epsilons = Array.from({ length: POINTS }, (_, i) => low + (high - low) * (i / (POINTS - 1)) ** (pass === 0 ? 4 : 1));
    const bounds = epsilons.map(bound);
    const best = bounds.indexOf(Math.max(...bounds));
    most = Math.max(most, bounds[best]);
    low = epsilons[Math.max(0, best - 1)];
    high = epsilons[Math.min(POINTS - 1, best + 1)];
  }
  return most;
}

/**
 * The largest share of units that an attacker finds who wrongly accuses the given share of the others.
 *
 * @param wronglyAccused from 0 to 1
 * @throws RangeError if it is outside its bounds
 */
export function mostFound(curve: PrivacyCurve, wronglyAccused: number): number {
  return 1 - falseNegativesAt(curve, wronglyAccused);
}

/** "An attacker who wrongly accuses 1 in 100 finds at most 17.8 in 100." The number is rounded up. */
export function tradeOffSentence(curve: PrivacyCurve, wronglyAccusedInHundred: number): string {
  const found = Math.min(100, Math.ceil(1000 * mostFound(curve, wronglyAccusedInHundred / 100)) / 10);
  return `An attacker who wrongly accuses ${wronglyAccusedInHundred} in 100 finds at most ${found} in 100.`;
}
