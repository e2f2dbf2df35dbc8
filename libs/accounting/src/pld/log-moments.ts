import type { LossDistribution } from './loss-distribution.js';

/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { exp, log, max } = Math;

/** Terms this far below the largest, in logarithms, are left out: even a million of them are below 2^-52 of it. */
const NEGLIGIBLE = 50;

/** What finite losses add up to, seen through their moments. */
export interface LogMoments {
  readonly mean: number;
  /** A guide to scale, which is never 0: at least (interval / 4)^2 for each loss. */
  readonly variance: number;
  /** ln of the sum of mass e^(order loss). */
  logAt(order: number): number;
}

/** A loss distribution that happens `times` times, with the moments of one time. */
export interface Repeated {
  readonly distribution: LossDistribution;
  readonly moments: LogMoments;
  readonly times: number;
}

export function repeatedLosses(distribution: LossDistribution, times: number): Repeated {
  return { distribution, moments: momentsOf(distribution), times };
}

/** For a composition: logarithms of moments, means and variances add up. */
export function momentsOfAll(parts: readonly Repeated[]): LogMoments {
  return {
    mean: parts.reduce((sum, { moments, times }) => sum + times * moments.mean, 0),
    variance: parts.reduce((sum, { moments, times }) => sum + times * moments.variance, 0),
    logAt: (order) => parts.reduce((sum, { moments, times }) => sum + times * moments.logAt(order), 0),
  };
}

function momentsOf({ interval, lowest, masses }: LossDistribution): LogMoments {
  const logs = new Float64Array(masses.length);
  let [mass, first, second] = [0, 0, 0];
  for (let k = 0; k < masses.length; k += 1) {
    const loss = (lowest + k) * interval;
    logs[k] = log(masses[k]);
    mass += masses[k];
    first += masses[k] * loss;
    second += masses[k] * loss * loss;
  }
  const mean = first / mass;
  const variance = max(second / mass - mean * mean, (interval / 4) ** 2);
  return { mean, variance, logAt: (order) => logMoment(logs, order * interval, lowest) };
}

/** ln of the sum of e^(logs[k] + slope (start + k)). */
function logMoment(logs: Float64Array, slope: number, start: number): number {
  let largest = logs[0] + slope * start;
  for (let k = 1; k < logs.length; k += 1) {
    const term = logs[k] + slope * (start + k);
    if (term > largest) largest = term;
  }
  const least = largest - NEGLIGIBLE;
  let sum = 0;
  for (let k = 0; k < logs.length; k += 1) {
    const term = logs[k] + slope * (start + k);
    if (term > least) sum += exp(term - largest);
  }
  return largest + log(sum);
}
