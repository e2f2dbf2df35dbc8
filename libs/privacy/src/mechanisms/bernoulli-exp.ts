import type { WordStream } from '../random.js';
import { refined, type Bounds, type Uniform } from './uniform.js';

/** A non-negative rational number. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** An exponent twice: as a double with a relative error below 2^-40, and exactly, should the double not settle the matter. */
export interface Exponent {
  readonly approximate: number;
  readonly exact: () => Fraction;
}

/**
 * Half-width, in units of 2^-53, of the band around exp(-x) in which doubles do not decide: 2^-33, entered once in 2^32 draws.
 * The exponent's error moves exp(-x) by less than 2^-41, which leaves Math.exp, whose accuracy the language does not state,
 * an allowance of some 2^19 units in the last place; engines are within a few.
 */
const undecidedUnits = 2 ** 20;

/**
 * True with probability exp(-exponent), exactly.
 *
 * A uniform number is compared with exp(-exponent): its first 53 bits with a double where that is certain, else bit by bit.
 */
export function bernoulliExp(exponent: Exponent, words: WordStream): boolean {
  const uniform = words.word53();
  const threshold = Math.exp(-exponent.approximate) * 2 ** 53;
  if (uniform < threshold - undecidedUnits) return true;
  if (uniform > threshold + undecidedUnits) return false;
  return isBelowExp({ digits: BigInt(uniform), bits: 53n }, exponent.exact(), words);
}

/**
 * Whether a uniform number in [0, 1), whose first bits are given and whose later bits are drawn as needed, is below exp(-exponent).
 *
 * Guarantee: exact. Both numbers are kept between integer bounds, and more bits are drawn until the bounds part.
 */
export function isBelowExp(uniform: Uniform, exponent: Fraction, words: WordStream): boolean {
  for (let known = uniform; ; known = refined(known, words)) {
    const exp = expBounds(exponent, known.bits);
    if (known.digits + 1n <= exp.low) return true;
    if (known.digits >= exp.high) return false;
  }
}

/** Extra bits carried by the fixed-point computation below, beyond those asked for and those its squarings lose. */
const guardBits = 64n;

/**
 * Integers with low <= exp(-exponent) 2^bits <= high, at most 2 apart.
 *
 * The exponent is halved `halvings` times to at most 1/2, the series is summed in fixed point, and the sum squared as often.
 * Errors, in units of 2^-scale: less than 1 from the exponent, less than 3 from each of at most scale + 1 terms, less than 1
 * from the tail. A squared number is at most exp(-1/4), so squaring, with its own rounding, less than doubles its error.
 */
export function expBounds({ numerator, denominator }: Fraction, bits: bigint): Bounds {
  let halvings = 0n;
  while (2n * numerator > denominator << halvings) halvings += 1n;
  const scale = bits + halvings + guardBits;
  let exp = seriesExp((numerator << scale) / (denominator << halvings), scale);
  for (let i = 0n; i < halvings; i += 1n) exp = (exp * exp) >> scale;
  const error = (3n * scale + 8n) << halvings;
  const surplus = scale - bits;
  return { low: (exp - error) >> surplus, high: ((exp + error) >> surplus) + 1n };
}

/** exp(-x) for 0 <= x <= 1/2, both in units of 2^-scale, by the alternating series; terms halve at least, so it ends. */
function seriesExp(x: bigint, scale: bigint): bigint {
  let term = 1n << scale;
  let sum = term;
  for (let k = 1n; term > 0n; k += 1n) {
    term = ((term * x) >> scale) / k;
    sum += k % 2n === 0n ? term : -term;
  }
  return sum;
}
