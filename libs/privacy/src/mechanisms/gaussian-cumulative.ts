import { expBounds } from './bernoulli-exp.js';
import { times, type Bounds } from './uniform.js';

/** Extra bits carried below; n terms lose about 2 log2(n) of them. */
const guardBits = 64n;

/**
 * Bounds on P(|X| <= k) for k = 0, 1, ..., where X is x with probability proportional to exp(-x^2 / (2 variance)).
 *
 * Guarantee: low <= P(|X| <= k) 2^bits < high, proved by interval arithmetic: every operation rounds its bounds outwards.
 * The list ends where weights vanish at this precision, at about sqrt(2 ln(2) (bits + 64)) standard deviations.
 * @param variance integer, at least 1
 */
export function cumulativeBounds(variance: number, bits: bigint): Bounds[] {
  const scale = bits + guardBits;
  const sums = partialSums(gaussianWeights(variance, scale));
  const last = sums[sums.length - 1];
  const total = { low: last.sum.low, high: last.sum.high + tailBound(variance, sums.length - 1, last.weight.high) };
  return sums.map(({ sum }) => ({ low: (sum.low << bits) / total.high, high: (sum.high << bits) / total.low + 1n }));
}

interface PartialSum {
  readonly weight: Bounds;
  /** Of the weights from -k to k. */
  readonly sum: Bounds;
}

function partialSums(weights: Iterable<Bounds>): PartialSum[] {
  const sums: PartialSum[] = [];
  let sum = { low: 0n, high: 0n };
  for (const weight of weights) {
    const signs = sums.length === 0 ? 1n : 2n;
    sum = { low: sum.low + signs * weight.low, high: sum.high + signs * weight.high };
    sums.push({ weight, sum });
  }
  return sums;
}

/** exp(-x^2 / (2 variance)) for x = 0, 1, ..., until it is less than 2^-scale: each is the last times an odd power of the second. */
function* gaussianWeights(variance: number, scale: bigint): Iterable<Bounds> {
  const second = expBounds({ numerator: 1n, denominator: 2n * BigInt(variance) }, scale);
  const square = times(second, second, scale);
  let weight: Bounds = { low: 1n << scale, high: 1n << scale };
  for (let ratio = second; weight.low > 0n; ratio = times(ratio, square, scale)) {
    yield weight;
    weight = times(weight, ratio, scale);
  }
}

/**
 * At least the weights beyond n, on both sides, in the units of `weight`, which is at least that of n: their sum is below twice
 * the integral of (x / n) exp(-x^2 / (2 variance)) from n.
 */
export function tailBound(variance: number, n: number, weight: bigint): bigint {
  return (2n * BigInt(variance) * weight) / BigInt(n) + 1n;
}
