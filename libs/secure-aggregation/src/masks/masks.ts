import { maskWords, PIECE_WORDS, WORDS_PER_BLOCK } from './keystream.js';

/** Keystreams that are to be added to a vector, and those that are to be taken from it. Each seed is 32 secret bytes. */
export interface Masks {
  readonly add: readonly Uint8Array[];
  readonly subtract: readonly Uint8Array[];
}

/** Part of a vector: the integers from `offset` on, modulo 2^32. */
export interface Chunk {
  readonly offset: number;
  readonly words: Uint32Array;
}

/** The same keystreams, taken away where they were added. */
export function inverseMasks({ add, subtract }: Masks): Masks {
  return { add: subtract, subtract: add };
}

/**
 * Applies masks to a chunk, in place. Chunks can be taken in any order, each by itself.
 *
 * @throws RangeError if the chunk does not begin at a multiple of 4
 */
export function applyMasks(masks: Masks, { offset, words }: Chunk): void {
  if (!Number.isSafeInteger(offset) || offset < 0 || offset % WORDS_PER_BLOCK !== 0) throw new RangeError(`A chunk begins at a multiple of ${WORDS_PER_BLOCK}, not at ${offset}.`);
  const signed = new Int32Array(words.buffer, words.byteOffset, words.length);
  for (let start = 0; start < signed.length; start += PIECE_WORDS) {
    const piece = signed.subarray(start, start + PIECE_WORDS);
    for (const seeds of inFours(masks.add)) addFour(piece, seeds.map((seed) => maskWords(seed, offset + start, piece.length)));
    for (const seeds of inFours(masks.subtract)) subtractFour(piece, seeds.map((seed) => maskWords(seed, offset + start, piece.length)));
  }
}

/** Adds a chunk to another that stands at the same place, modulo 2^32. */
export function addWords(sum: Uint32Array, words: Uint32Array): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] += words[i];
}

const SILENCE = new Int32Array(PIECE_WORDS);

function inFours(seeds: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  return Array.from({ length: Math.ceil(seeds.length / 4) }, (_, k) => seeds.slice(4 * k, 4 * k + 4));
}

/** Four keystreams in one pass read and write the vector a quarter as often. */
function addFour(piece: Int32Array, [a, b = SILENCE, c = SILENCE, d = SILENCE]: readonly Int32Array[]): void {
  for (let i = 0; i < piece.length; i += 1) piece[i] = (((((((piece[i] + a[i]) | 0) + b[i]) | 0) + c[i]) | 0) + d[i]) | 0;
}

function subtractFour(piece: Int32Array, [a, b = SILENCE, c = SILENCE, d = SILENCE]: readonly Int32Array[]): void {
  for (let i = 0; i < piece.length; i += 1) piece[i] = (((((((piece[i] - a[i]) | 0) - b[i]) | 0) - c[i]) | 0) - d[i]) | 0;
}
