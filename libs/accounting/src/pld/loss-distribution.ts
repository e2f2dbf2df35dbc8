import type { DominatingPair } from './dominating-pair.js';

/** Taken once: a global is looked up anew at every use, and these are hot loops. */
const { ceil, exp, max, min } = Math;

/** A dominating pair whose losses are multiples of `interval`, or infinite. */
export interface LossDistribution {
  /** The distance between neighbouring losses, more than 0. */
  readonly interval: number;
  /** The smallest loss, in intervals; an integer. */
  readonly lowest: number;
  /** What the first distribution weighs at each loss from the smallest on; at least 0. */
  readonly masses: Float64Array;
  /** What it weighs where the second has nothing. */
  readonly infinite: number;
}

/**
 * The pair itself: at a loss l the second distribution has e^-l of the first's mass. What it lacks lies where the first has
 * nothing, at a loss of -Infinity.
 */
export function pairOf({ interval, lowest, masses, infinite }: LossDistribution): DominatingPair {
  const seconds = masses.map((mass, k) => mass * exp(-(lowest + k) * interval));
  const elsewhere = max(0, 1 - sumOf(seconds));
  const firstFrom = (edge: number) => max(0, min(masses.length, ceil(edge / interval) - lowest));
  return {
    lowest: lowest * interval,
    highest: (lowest + masses.length - 1) * interval,
    masses(edges) {
      const starts = edges.map(firstFrom);
      const first = sumsBetween(starts, masses);
      const second = sumsBetween(starts, seconds);
      second[edges.findLastIndex((edge) => edge === -Infinity) + 1] += elsewhere;
      first[edges.length] += infinite;
      return { first, second };
    },
  };
}

/** [starts + 1]: sums of the values before the first start, between neighbouring starts, and from the last on. */
function sumsBetween(starts: Float64Array, values: Float64Array): Float64Array {
  const sums = new Float64Array(starts.length + 1);
  for (let j = 0; j <= starts.length; j += 1) {
    sums[j] = sumOf(values.subarray(j === 0 ? 0 : starts[j - 1], j === starts.length ? values.length : starts[j]));
  }
  return sums;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
