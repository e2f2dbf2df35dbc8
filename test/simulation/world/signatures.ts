import { createPrivateKey, createPublicKey, hash } from 'node:crypto';

/*
 * In the place of tweetnacl: the public keys are those of Ed25519, and a signature is a hash of the seed and the message,
 * which nobody in the simulation can make without the seed. A run signs and verifies a few hundred times, and what a
 * signature is worth is not what it looks for.
 */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI_PREFIX = 12;
const SEED = 32;

/** By public key: the seed of each key pair that was made. */
const seeds = new Map<string, Uint8Array>();

export default {
  sign: {
    seedLength: SEED,
    publicKeyLength: 32,
    signatureLength: 64,
    keyPair: { fromSeed },
    detached: Object.assign((message: Uint8Array, secretKey: Uint8Array) => signed(message, secretKey.subarray(0, SEED)), { verify }),
  },
};

function fromSeed(seed: Uint8Array): { publicKey: Uint8Array; secretKey: Uint8Array } {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX);
  seeds.set(publicKey.toString('latin1'), seed.slice());
  return { publicKey: new Uint8Array(publicKey), secretKey: new Uint8Array(Buffer.concat([seed, publicKey])) };
}

/** The second half of a signature is a number below the group's order, so its highest byte is zero here. */
function signed(message: Uint8Array, seed: Uint8Array): Uint8Array {
  const signature = new Uint8Array(hash('sha512', Buffer.concat([seed, message]), 'buffer'));
  signature[signature.length - 1] = 0;
  return signature;
}

function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const seed = seeds.get(Buffer.from(publicKey).toString('latin1'));
  return seed !== undefined && Buffer.compare(signed(message, seed), signature) === 0;
}
