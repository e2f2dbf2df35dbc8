import { draw, reveal, type Sensitive } from '../boundary.js';
import { checkInteger } from '../check-integer.js';
import { WordStream, type RandomSource } from '../random.js';

export interface PoissonSampleOptions {
  /** Each unit is in the sample with probability sampled / outOf; integers, 1 <= sampled <= outOf <= 2^32. */
  readonly sampled: number;
  readonly outOf: number;
  readonly random: RandomSource;
}

/**
 * Keeps each unit of privacy, independently, with probability sampled / outOf, exactly.
 *
 * Guarantee: whatever is released from the sample has the event `poisson-sampled` with this probability, and the sample serves one
 * release. Who is in it, and how many, is as sensitive as records are. One coin is thrown for each unit: the words used grow
 * with the number of units, as the time to read them does, and neither leaves the site.
 * @param records [n], one element for each unit of privacy
 * @returns as many of them as the coins say, in the same order
 * @throws RangeError if `outOf` is not an integer from 1 to 2^32, or `sampled` one from 1 to `outOf`
 * @throws TypeError if `records` is a sample already
 * @see Balle, Barthe, Gaboardi 2018, arXiv:1807.01647
 */
export function poissonSample<R>(
  records: Sensitive<readonly R[]>,
  { sampled, outOf, random }: PoissonSampleOptions,
): Sensitive<readonly R[]> {
  checkInteger('outOf', outOf, 2 ** 32);
  checkInteger('sampled', sampled, outOf);
  const all = reveal(records);
  const sample: R[] = [];
  WordStream.lend(random, (words) => {
    for (let i = 0; i < all.length; i += 1) if (words.below(outOf) < sampled) sample.push(all[i]);
  });
  return draw(sample, records, { sampled, outOf });
}
