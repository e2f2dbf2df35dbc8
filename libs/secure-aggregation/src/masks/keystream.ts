import { createCipheriv } from 'node:crypto';

/** AES makes 16 bytes at a time: four words. */
export const WORDS_PER_BLOCK = 4;
/** 64 KiB: four pieces and the vector stay in the processor’s cache, and no piece is large enough to be mapped from the system anew. */
export const PIECE_WORDS = 2 ** 14;

const ZEROS = new Uint8Array(4 * PIECE_WORDS);

/** The words are those of the bytes in little-endian order; on another machine views of the bytes would be other words. */
if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1) throw new Error('Masks are implemented for little-endian processors only.');

/**
 * Words `offset` … `offset + count - 1` of the mask of a seed: the AES-256-CTR keystream with a counter from zero.
 *
 * The seed is a key that is derived for this one keystream, so a fixed counter never meets the same key twice.
 * @param offset a multiple of 4
 * @param count at most `PIECE_WORDS`
 */
export function maskWords(seed: Uint8Array, offset: number, count: number): Int32Array {
  const counter = Buffer.alloc(16);
  counter.writeUInt32BE(offset / WORDS_PER_BLOCK, 12);
  const bytes = createCipheriv('aes-256-ctr', seed, counter).update(ZEROS.subarray(0, 4 * count));
  if (bytes.byteOffset % 4 !== 0) return new Int32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return new Int32Array(bytes.buffer, bytes.byteOffset, count);
}
