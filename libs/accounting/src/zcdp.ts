import { lastWhere } from './bisection.js';
import { checkDelta, checkEpsilon, checkTargetEpsilon } from './guarantee.js';
import { outOfRange } from './out-of-range.js';

/** Smallest Renyi order minus one that is tried; below it a double cannot hold the reciprocal's logarithm usefully. */
const smallestExcess = 2 ** -1000;

/**
 * The epsilon that rho-zCDP implies at a given delta, by the optimal conversion
 *
 *     inf over a > 1 of  a rho + (ln(1 / (a delta)) + (a - 1) ln(1 - 1/a)) / (a - 1),  and never below 0.
 *
 * The expression falls and then rises in a; its derivative vanishes where (a - 1)^2 rho + ln a = ln(1 / delta), whose left
 * side only grows, so the minimum is found by bisection at any scale. Every order gives a valid epsilon, so an inexact
 * minimiser is never unsafe; the value itself carries double rounding only.
 *
 * @param rho zCDP parameter, finite, at least 0
 * @param delta between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds
 * @see Canonne, Kamath, Steinke 2020, Corollary 13, arXiv:2004.00010
 */
export function epsilonOf({ rho, delta }: { rho: number; delta: number }): number {
  checkRho(rho);
  checkDelta(delta);
  if (rho === 0) return 0;
  const logInverseDelta = -Math.log(delta);
  const excess = lastWhere(
    (x) => x * x * rho + Math.log1p(x) <= logInverseDelta,
    smallestExcess,
    Math.min(Math.sqrt(logInverseDelta / rho), Math.expm1(logInverseDelta)),
  );
  const tail = (logInverseDelta - Math.log1p(excess)) / excess;
  return Math.max(0, (1 + excess) * rho + tail - Math.log1p(1 / excess));
}

/**
 * The smallest delta that rho-zCDP implies at a given epsilon: the same conversion, read the other way.
 *
 * @param rho zCDP parameter, finite, at least 0
 * @param epsilon finite, at least 0
 * @throws RangeError if an argument is outside its bounds
 * @see Canonne, Kamath, Steinke 2020, Corollary 13, arXiv:2004.00010
 */
export function deltaOf({ rho, epsilon }: { rho: number; epsilon: number }): number {
  checkRho(rho);
  checkEpsilon(epsilon);
  if (rho === 0) return 0;
  const excess = lastWhere(
    (x) => (2 * x + 1) * rho - epsilon <= Math.log1p(1 / x),
    smallestExcess,
    Math.max(1, (epsilon + 1) / (2 * rho)),
  );
  const logDelta = excess * ((1 + excess) * rho - epsilon) - excess * Math.log1p(1 / excess) - Math.log1p(excess);
  return Math.min(1, Math.exp(logDelta));
}

/**
 * The largest rho that a guarantee can pay for.
 *
 * Guarantee: `epsilonOf` of the result, at the same delta, is at most `epsilon`.
 * @param epsilon finite, more than 0
 * @param delta between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds
 */
export function rhoFor({ epsilon, delta }: { epsilon: number; delta: number }): number {
  checkTargetEpsilon(epsilon);
  checkDelta(delta);
  const affordable = (rho: number) => epsilonOf({ rho, delta }) <= epsilon;
  let tooMuch = 1;
  while (affordable(tooMuch)) tooMuch *= 2;
  return lastWhere(affordable, 0, tooMuch);
}

function checkRho(rho: number): void {
  if (!(rho >= 0 && rho < Infinity)) throw outOfRange('rho', rho, 'a finite number of at least 0');
}
