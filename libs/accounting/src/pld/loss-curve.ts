import { firstWhere } from '../bisection.js';
import type { ComposedLosses } from './composition.js';

/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { ceil, exp, expm1, max, min, sqrt } = Math;

/** Keeps weights finite; where one is larger, the rounding term alone makes delta 1. */
const LARGEST_EXPONENT = 700;

/** Epsilon and delta for one order of two neighbouring data sets. */
export interface LossCurve {
  epsilonAt(delta: number): number;
  deltaAt(epsilon: number): number;
}

/**
 * Delta at epsilon is the sum, over losses l above it, of mass(l) (1 - e^(epsilon - l)), and all infinite mass. Everything that
 * the composition may have missed is added:
 *
 * - losses above the window, at most `missed`;
 * - rounding, at most `roundingNorm` times the norm of the weights of all losses above epsilon, a geometric series.
 *
 * Below the window delta is taken as 1.
 */
export function lossCurve(losses: ComposedLosses): LossCurve {
  const { interval, lowest, length, tilt, logScale, margin } = losses;
  const { first, excess, reach } = tails(losses);
  const lossAt = (k: number) => (lowest + k) * interval;
  const series = sqrt(min(length, 1 / -expm1(-2 * tilt * interval)));
  const rounding = (epsilon: number) => losses.roundingNorm * series * exp(logScale - tilt * epsilon);
  const missed = losses.infinite + losses.missed;

  const deltaAt = (epsilon: number): number => {
    const k = ceil(epsilon / interval) - lowest;
    if (k < first) return 1;
    if (k >= length) return min(1, margin * missed);
    const within = excess[k] - expm1(min(0, epsilon - lossAt(k))) * reach[k];
    return min(1, margin * (missed + rounding(epsilon) + within));
  };
  return {
    deltaAt,
    epsilonAt(delta) {
      if (margin * missed > delta) return Infinity;
      const k = firstIndex((index) => deltaAt(lossAt(index)) <= delta, first, length);
      if (k === first) return max(0, lossAt(k));
      return firstWhere((epsilon) => deltaAt(epsilon) <= delta, max(0, lossAt(k - 1)), max(0, lossAt(k)));
    },
  };
}

/** From the top of the window down to the first loss at which delta is settled: it is below 0, or delta is 1. */
interface Tails {
  readonly first: number;
  /** Sum over losses l above l_k of mass(l) (1 - e^(l_k - l)). */
  readonly excess: Float64Array;
  /** Sum over losses l from l_k on of mass(l) e^(l_k - l). */
  readonly reach: Float64Array;
}

/** Only numbers of at least 0 are added, so that nothing cancels. */
function tails({ interval, lowest, length, tilt, logScale, weighed }: ComposedLosses): Tails {
  const excess = new Float64Array(length + 1);
  const reach = new Float64Array(length + 1);
  const decay = exp(-interval);
  const step = -expm1(-interval);
  let k = length;
  while (k > 0 && lowest + k > 0 && excess[k] < 1) {
    k -= 1;
    reach[k] = decay * reach[k + 1];
    if (weighed[k] > 0) reach[k] += weighed[k] * exp(min(LARGEST_EXPONENT, logScale - tilt * (lowest + k) * interval));
    excess[k] = excess[k + 1] + step * reach[k + 1];
  }
  return { first: k, excess, reach };
}

/** The first index from `low` on at which a condition holds that, once true, stays true; `high` if there is none before. */
function firstIndex(holds: (index: number) => boolean, low: number, high: number): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
