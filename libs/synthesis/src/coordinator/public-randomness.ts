import { chacha20 } from '@noble/ciphers/chacha.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** Draws uniform numbers in [0, 1), multiples of 2^-53. */
export type Uniform = () => number;

const CHUNK_BYTES = 1 << 15;
const BLOCK_BYTES = 64;
const NONCE_BYTES = 12;

/**
 * The public random numbers of one named stream: ChaCha20 (RFC 8439) keyed by the study's public seed.
 *
 * Everyone who holds the seed draws the same numbers, which is what a replay needs. Never a source of privacy noise.
 * The nonce is the first 12 bytes of SHA-256 of the stream's name, so that streams of one seed do not overlap.
 * A number takes 8 bytes of key stream, read as two little-endian words: 27 bits of the first, 26 of the second.
 * @param seed 64 hexadecimal digits
 * @see RFC 8439, section 2.4
 */
export function publicUniform(seed: string, stream: string): Uniform {
  const bytes = keyStream(seed, stream);
  let view = new DataView(new ArrayBuffer(0));
  let at = 0;
  return () => {
    if (at === view.byteLength) {
      view = new DataView(bytes().buffer);
      at = 0;
    }
    const high = view.getUint32(at, true) >>> 5;
    const low = view.getUint32(at + 4, true) >>> 6;
    at += 8;
    return (high * 0x4000000 + low) / 0x20000000000000;
  };
}

function keyStream(seed: string, stream: string): () => Uint8Array<ArrayBuffer> {
  const key = hexToBytes(seed);
  const nonce = sha256(utf8ToBytes(stream)).slice(0, NONCE_BYTES);
  const zeros = new Uint8Array(CHUNK_BYTES);
  let block = 0;
  return () => {
    const chunk = new Uint8Array(CHUNK_BYTES);
    chacha20(key, nonce, zeros, chunk, block);
    block += CHUNK_BYTES / BLOCK_BYTES;
    return chunk;
  };
}
