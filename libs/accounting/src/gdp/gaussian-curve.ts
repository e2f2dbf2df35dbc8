import { firstWhere, lastWhere } from '../bisection.js';
import { checkDelta, checkEpsilon, checkTargetEpsilon } from '../guarantee.js';
import { erfc, erfcx } from '../normal/erfcx.js';
import { outOfRange } from '../out-of-range.js';

/**
 * The exact delta of continuous Gaussian noise at an epsilon: Phi(mu/2 - epsilon/mu) - e^epsilon Phi(-mu/2 - epsilon/mu).
 *
 * With a and b the two arguments over -sqrt 2, b^2 - a^2 = epsilon, so that e^epsilon erfc(b) = e^(-a^2) erfcx(b): no factor
 * overflows, and what cancels is only the difference of two slowly varying numbers.
 * Guarantee: relative error below (4 + (8 + d) / mu + 2 d^2) 2^-52 with d = |epsilon / mu - mu / 2| (test/vectors/normal.json).
 * @param mu sensitivity over standard deviation; of several releases, the root of the sum of squares; finite, at least 0
 * @param epsilon finite, at least 0
 * @throws RangeError if an argument is outside its bounds
 * @see Balle, Wang 2018, Theorem 8, arXiv:1805.06530; Dong, Roth, Su 2019, arXiv:1905.02383
 */
export function gaussianDelta({ mu, epsilon }: { mu: number; epsilon: number }): number {
  checkMu(mu);
  checkEpsilon(epsilon);
  if (mu === 0) return 0;
  const a = (epsilon / mu - mu / 2) / Math.SQRT2;
  const b = (epsilon / mu + mu / 2) / Math.SQRT2;
  const scale = Math.exp(-a * a);
  const delta = a < 0 ? (erfc(a) - scale * erfcx(b)) / 2 : (scale * (erfcx(a) - erfcx(b))) / 2;
  return Math.min(1, Math.max(0, delta));
}

/**
 * The smallest epsilon at which continuous Gaussian noise has at most a given delta.
 *
 * Guarantee: `gaussianDelta` of the result is at most `delta`.
 * @throws RangeError if mu is not finite and at least 0, or delta not between 0 and 1
 */
export function gaussianEpsilon({ mu, delta }: { mu: number; delta: number }): number {
  checkMu(mu);
  checkDelta(delta);
  const holds = (epsilon: number) => gaussianDelta({ mu, epsilon }) <= delta;
  if (holds(0)) return 0;
  let enough = 1;
  while (!holds(enough)) enough *= 2;
  return firstWhere(holds, 0, enough);
}

/**
 * The largest mu that a guarantee can pay for; 1 / mu is the least noise multiplier.
 *
 * Guarantee: `gaussianDelta` of the result at `epsilon` is at most `delta`.
 * @param epsilon finite, more than 0
 * @param delta between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds
 * @see Balle, Wang 2018, Algorithm 1, arXiv:1805.06530
 */
export function gaussianMuFor({ epsilon, delta }: { epsilon: number; delta: number }): number {
  checkTargetEpsilon(epsilon);
  checkDelta(delta);
  const affordable = (mu: number) => gaussianDelta({ mu, epsilon }) <= delta;
  let tooMuch = 1;
  while (affordable(tooMuch)) tooMuch *= 2;
  return lastWhere(affordable, 0, tooMuch);
}

function checkMu(mu: number): void {
  if (!(mu >= 0 && mu < Infinity)) throw outOfRange('mu', mu, 'a finite number of at least 0');
}
