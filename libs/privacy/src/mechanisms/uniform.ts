import type { WordStream } from '../random.js';

/** A uniform number in [0, 1), as far as it is known: its first `bits` binary digits. Later ones are drawn when they are needed. */
export interface Uniform {
  readonly digits: bigint;
  readonly bits: bigint;
}

/** What is known of a real number x, in units of 2^-bits: low <= x <= high. */
export interface Bounds {
  readonly low: bigint;
  readonly high: bigint;
}

/** 128 bits: a comparison needs more in one of some 2^127 draws. */
export function drawUniform(words: WordStream): Uniform {
  let uniform = { digits: 0n, bits: 0n };
  while (uniform.bits < 128n) uniform = refined(uniform, words);
  return uniform;
}

/** The same number, known to 32 more bits. */
export function refined({ digits, bits }: Uniform, words: WordStream): Uniform {
  return { digits: (digits << 32n) | BigInt(words.word()), bits: bits + 32n };
}

/** A product in fixed point; both numbers are at least 0, and the bounds are rounded outwards. */
export function times(a: Bounds, b: Bounds, bits: bigint): Bounds {
  return { low: (a.low * b.low) >> bits, high: ((a.high * b.high) >> bits) + 1n };
}

/**
 * The index of the first of some numbers that is above a uniform one, exactly: index k has probability x_k - x_{k-1}.
 *
 * @param ascending bounds on numbers x_0 <= x_1 <= ... <= 1 in units of 2^-bits, asked for again with more bits until they tell;
 *   the list may end earlier than the numbers do, as long as it grows with `bits`
 */
export function firstAbove(uniform: Uniform, ascending: (bits: bigint) => readonly Bounds[], words: WordStream): number {
  for (let known = uniform; ; known = refined(known, words)) {
    const index = decidedIndex(known, ascending(known.bits));
    if (index !== null) return index;
  }
}

function decidedIndex({ digits }: Uniform, ascending: readonly Bounds[]): number | null {
  for (let k = 0; k < ascending.length; k += 1) {
    if (digits + 1n <= ascending[k].low) return k;
    if (digits < ascending[k].high) return null;
  }
  return null;
}
