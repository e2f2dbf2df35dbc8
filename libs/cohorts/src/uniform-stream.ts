import { chacha20 } from '@noble/ciphers/chacha.js';

const BLOCK_BYTES = 64;
const BLOCKS_PER_REFILL = 64;
const SEED_BYTES = 32;

/**
 * A stream of uniform numbers in [0, 1) that is the same for the same seed on every platform. Not for privacy noise.
 *
 * Each number is made of 53 bits of the ChaCha20 key stream (RFC 8439; the seed is the key, the nonce is zero, the
 * counter starts at 0): of two little-endian words the upper 27 bits of the first and the upper 26 bits of the second.
 * @param seed 32 bytes
 * @throws RangeError if the seed has another length
 */
export function uniformStream(seed: Uint8Array): () => number {
  if (seed.length !== SEED_BYTES) throw new RangeError(`the seed must have ${SEED_BYTES} bytes, and it has ${seed.length}`);
  const key = Uint8Array.from(seed);
  const nonce = new Uint8Array(12);
  const zeros = new Uint8Array(BLOCK_BYTES * BLOCKS_PER_REFILL);
  let counter = 0;
  let words = new DataView(zeros.buffer);
  let at = zeros.length;
  return () => {
    if (at === zeros.length) {
      const keyStream = chacha20(key, nonce, zeros, undefined, counter);
      words = new DataView(keyStream.buffer, keyStream.byteOffset);
      counter += BLOCKS_PER_REFILL;
      at = 0;
    }
    const high = words.getUint32(at, true) >>> 5;
    const low = words.getUint32(at + 4, true) >>> 6;
    at += 8;
    return (high * 2 ** 26 + low) / 2 ** 53;
  };
}
