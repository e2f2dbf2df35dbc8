import { createHash } from 'node:crypto';
import { claim } from './primitives/derive.js';

const BLIND_BYTES = 32;

/**
 * What a site's ledger seals before a masked round: a commitment to the noised vector.
 *
 * The blind is what makes it hide. A plain digest of a short vector could be searched for, and would show the coordinator
 * exactly what the masks are there to hide. The blind stays at the site, beside the vector.
 *
 * @param words the vector, as little-endian words
 * @param blind 32 bytes from the system generator, drawn once for the vector
 * @returns 32 bytes
 */
export function commitToVector(words: Uint32Array, blind: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(blinded(words, blind)).digest());
}

/** What a commitment is the SHA-256 of: a site keeps these bytes, and finds the vector in them again with `vectorIn`. */
export function blinded(words: Uint32Array, blind: Uint8Array): Uint8Array {
  if (blind.length !== BLIND_BYTES) throw new RangeError(`A blind is ${BLIND_BYTES} bytes, not ${blind.length}.`);
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  return new Uint8Array(Buffer.concat([claim('commitment', blind), bytes]));
}

/** A copy of the vector in blinded bytes. @throws RangeError if they are none */
export function vectorIn(bytes: Uint8Array): Uint32Array {
  const start = claim('commitment', new Uint8Array(BLIND_BYTES)).length;
  if (bytes.length <= start || (bytes.length - start) % Uint32Array.BYTES_PER_ELEMENT !== 0) throw new RangeError('These bytes hold no blinded vector.');
  return new Uint32Array(bytes.slice(start).buffer);
}
