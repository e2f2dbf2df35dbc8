import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/*
 * Ed25519 (RFC 8032) on the OpenSSL that Node.js is built with, a good twenty times as fast as in JavaScript. Keys go in as JSON
 * Web Keys, whose bytes OpenSSL takes as they are.
 */

export const SEED_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** @param seed 32 bytes @returns 32 bytes */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const { x } = createPublicKey(privateKey(seed)).export({ format: 'jwk' });
  return new Uint8Array(Buffer.from(String(x), 'base64url'));
}

/** @returns 64 bytes, the same for the same bytes */
export const signatureOf = (bytes: Uint8Array, seed: Uint8Array): Uint8Array => new Uint8Array(sign(null, bytes, privateKey(seed)));

/** @param publicKey 32 bytes, of a point or not */
export const isSignatureOf = (signature: Uint8Array, bytes: Uint8Array, publicKey: Uint8Array): boolean => verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base64url(publicKey) }, format: 'jwk' }), signature);

/** The public half is left empty: OpenSSL computes it from the seed. */
const privateKey = (seed: Uint8Array): KeyObject => createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', d: base64url(seed), x: '' }, format: 'jwk' });
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
