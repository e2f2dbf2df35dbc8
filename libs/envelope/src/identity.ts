import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { isSignatureOf, publicKeyOf, SEED_BYTES, SIGNATURE_BYTES, signatureOf } from './ed25519.js';

/** An ed25519 key pair. The secret key never leaves the machine that made it. */
export interface Identity {
  /** 64 lower-case hex digits */
  readonly publicKey: string;
  /** 64 bytes: seed, then public key */
  readonly secretKey: Uint8Array;
}

/** What a signature is for. It is signed along, so a signature given for one purpose is worthless for another. */
export type SigningDomain = 'commonward/envelope/1' | 'commonward/ledger/1' | 'commonward/export/1' | 'commonward/aggregation/1';

export interface SignedBytes {
  readonly domain: SigningDomain;
  readonly bytes: Uint8Array;
}

const PUBLIC_KEY = /^[0-9a-f]{64}$/;
/** The order of the base point of edwards25519, RFC 8032 section 5.1. */
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

/**
 * @param seed 32 bytes from the operating system's generator
 * @throws RangeError if it has another length
 */
export function identityFromSeed(seed: Uint8Array): Identity {
  if (seed.length !== SEED_BYTES) throw new RangeError(`The seed of an identity is ${SEED_BYTES} bytes, not ${seed.length}.`);
  const publicKey = publicKeyOf(seed);
  return { publicKey: bytesToHex(publicKey), secretKey: concatBytes(seed, publicKey) };
}

/** @returns 64 bytes: ed25519 over the domain, a line feed and the bytes. The same bytes get the same signature. */
export function sign(message: SignedBytes, identity: Identity): Uint8Array {
  return signatureOf(domainSeparated(message), identity.secretKey.subarray(0, SEED_BYTES));
}

/**
 * Whether the signature is this key's over these bytes. A malformed key or signature verifies nothing.
 *
 * A signature's second half must be below the group order: without this check, which not every library makes, anyone could
 * turn a signature into a second valid one, and an envelope would have two digests.
 * @param publicKey 64 lower-case hex digits
 * @see RFC 8032, section 5.1.7
 */
export function verify(message: SignedBytes, signature: Uint8Array, publicKey: string): boolean {
  if (!PUBLIC_KEY.test(publicKey) || signature.length !== SIGNATURE_BYTES) return false;
  if (!isReduced(signature.subarray(32))) return false;
  return isSignatureOf(signature, domainSeparated(message), hexToBytes(publicKey));
}

function isReduced(scalar: Uint8Array): boolean {
  return BigInt(`0x${bytesToHex(scalar.toReversed())}`) < GROUP_ORDER;
}

function domainSeparated({ domain, bytes }: SignedBytes): Uint8Array {
  return concatBytes(utf8ToBytes(`${domain}\n`), bytes);
}
