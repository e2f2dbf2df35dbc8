import { createCipheriv, createHash } from 'node:crypto';

import type { RandomSource } from './random.js';

/**
 * Words that are the same in every test run: the AES-256-CTR keystream, zero counter, of SHA-256(seed), as little-endian words.
 *
 * For tests only; noise from it protects nobody.
 */
export function seededRandom(seed: string): RandomSource {
  const cipher = createCipheriv('aes-256-ctr', createHash('sha256').update(seed).digest(), Buffer.alloc(16));
  return {
    fill(words) {
      const bytes = cipher.update(Buffer.alloc(4 * words.length));
      words.forEach((_, i) => (words[i] = bytes.readUInt32LE(4 * i)));
    },
  };
}

/** The given words, in order, and then as many zeros as a reader fetches in advance. */
export function theseWords(...words: readonly number[]): RandomSource {
  let next = 0;
  return {
    fill(target) {
      target.fill(0);
      target.set(words.slice(next, next + target.length));
      next += target.length;
    },
  };
}

/** The words of a source, and how many were asked for. */
export function countingWords(source: RandomSource): { readonly seen: { words: number }; readonly random: RandomSource } {
  const seen = { words: 0 };
  return {
    seen,
    random: {
      fill(words) {
        seen.words += words.length;
        source.fill(words);
      },
    },
  };
}
