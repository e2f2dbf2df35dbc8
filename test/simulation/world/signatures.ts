import { createPrivateKey, createPublicKey, hash } from 'node:crypto';

/*
 * In the place of Ed25519: the public keys are its own, and a signature is a hash of the seed and the message, which nobody in
 * the simulation can make without the seed. A run signs and verifies a few hundred times, and what a signature is worth is not
 * what it looks for.
 */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = 12;
export const SEED_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** By public key: the seed of each key pair that was made. */
const seeds = new Map<string, Uint8Array>();

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX);
  seeds.set(publicKey.toString('latin1'), seed.slice());
  return new Uint8Array(publicKey);
}

/** The second half of a signature is a number below the group's order, so its highest byte is zero here. */
export function signatureOf(bytes: Uint8Array, seed: Uint8Array): Uint8Array {
  const signature = new Uint8Array(hash('sha512', Buffer.concat([seed, bytes]), 'buffer'));
  signature[signature.length - 1] = 0;
  return signature;
}

export function isSignatureOf(signature: Uint8Array, bytes: Uint8Array, publicKey: Uint8Array): boolean {
  const seed = seeds.get(Buffer.from(publicKey).toString('latin1'));
  return seed !== undefined && Buffer.compare(signatureOf(bytes, seed), signature) === 0;
}
