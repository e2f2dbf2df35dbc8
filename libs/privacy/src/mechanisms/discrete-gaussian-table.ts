import { freeze } from '../frozen-list.js';
import type { WordStream } from '../random.js';
import { cumulativeBounds } from './gaussian-cumulative.js';
import { firstAbove } from './uniform.js';

/** The largest variance with a table: a standard deviation of 2^10, and a table of 2^14 entries. */
export const largestTableVariance = 2 ** 20;

/** Bits of a uniform number that are compared at once; a double holds them exactly. */
const firstBits = 53n;
const largest = 2 ** 53 - 1;

/**
 * Draws integers x with probability proportional to exp(-x^2 / (2 variance)), exactly, by inverting the distribution of |x|.
 *
 * Every draw takes two words: 53 bits to compare, one for the sign. It makes the same number of comparisons whatever it finds,
 * though which entries it reads still depends on what it draws. Where 53 bits equal an entry, which happens once in about
 * 2^53 / (8 stddev) draws, exact arithmetic decides with further words.
 */
export class DiscreteGaussianTable {
  readonly variance: number;
  /** floor(P(|x| <= k) 2^53), and after the first 2^53 - 1 nothing else up to a power of two. */
  readonly #thresholds: Float64Array;

  /** @param variance integer from 1 to `largestTableVariance` */
  constructor(variance: number) {
    this.variance = variance;
    this.#thresholds = padded(thresholds(variance));
  }

  sample(words: WordStream): number {
    const first = words.word();
    const second = words.word();
    const uniform = first * 2 ** 21 + (second >>> 11);
    let magnitude = this.#firstNotBelow(uniform);
    if (this.#thresholds[magnitude] === uniform) magnitude = sampleMagnitude(this.variance, uniform, words);
    return (second & 1) === 1 ? 0 - magnitude : magnitude;
  }

  /** A binary search without branches: an entry that is below is worth a step of `half`, another one a step of 0. */
  #firstNotBelow(uniform: number): number {
    const entries = this.#thresholds;
    let first = 0;
    for (let half = entries.length >>> 1; half > 0; half >>>= 1) {
      first += half * +(entries[first + half - 1] < uniform);
    }
    return first;
  }
}

// Whoever holds the class could otherwise make every table of the process draw zeros.
freeze(DiscreteGaussianTable);
freeze(DiscreteGaussianTable.prototype);

/** |x| by inversion in exact arithmetic, from the first 53 bits of a uniform number and further words as they are needed. */
export function sampleMagnitude(variance: number, first53Bits: number, words: WordStream): number {
  const uniform = { digits: BigInt(first53Bits), bits: firstBits };
  return firstAbove(uniform, (bits) => cumulativeBounds(variance, bits), words);
}

/** floor(P(|x| <= k) 2^53) for k = 0, 1, ..., up to the first that is 2^53 - 1. */
export function thresholds(variance: number): number[] {
  for (let extraBits = 32n; ; extraBits += 32n) {
    const bounds = cumulativeBounds(variance, firstBits + extraBits);
    const entries = bounds.map(({ low }) => Number(low >> extraBits));
    const count = entries.indexOf(largest) + 1;
    const isSettled = bounds.slice(0, count).every(({ low, high }) => low >> extraBits === (high - 1n) >> extraBits);
    if (count > 0 && isSettled) return entries.slice(0, count);
  }
}

function padded(entries: readonly number[]): Float64Array {
  const table = new Float64Array(2 ** Math.ceil(Math.log2(entries.length))).fill(largest);
  table.set(entries);
  return table;
}

/** The tables used last. They may be kept: a table says nothing of records, or of noise that was drawn. */
const kept = Array.from({ length: 8 }, (): DiscreteGaussianTable | null => null);
let oldest = 0;

/** @param variance integer from 1 to `largestTableVariance` */
export function tableOf(variance: number): DiscreteGaussianTable {
  for (let i = 0; i < kept.length; i += 1) {
    const table = kept[i];
    if (table?.variance === variance) return table;
  }
  const table = new DiscreteGaussianTable(variance);
  kept[oldest] = table;
  oldest = (oldest + 1) % kept.length;
  return table;
}
