import { lastWhere } from '../bisection.js';
import { erfc, erfcx } from './erfcx.js';

/** P[Z <= x] of a standard normal Z, down to the smallest double. */
export function normalCdf(x: number): number {
  return erfc(-x / Math.SQRT2) / 2;
}

/** ln P[Z <= x] of a standard normal Z, also where the probability itself is no double. */
export function logNormalCdf(x: number): number {
  if (x > 0) return Math.log1p(-normalCdf(-x));
  return Math.log(erfcx(-x / Math.SQRT2) / 2) - (x * x) / 2;
}

/** The largest double x with ln P[Z <= x] at most `logProbability`, which is finite and below 0. */
export function normalQuantileOfLog(logProbability: number): number {
  const reach = 2 + Math.sqrt(2 * Math.max(-logProbability, 800));
  return lastWhere((x) => logNormalCdf(x) <= logProbability, -reach, reach);
}
