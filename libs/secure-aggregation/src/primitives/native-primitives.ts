import { createPrivateKey, createPublicKey, diffieHellman, sign, verify, type KeyObject } from 'node:crypto';
import { AggregationError } from '../aggregation-error.js';
import { SIGNING_DOMAIN, type Primitives } from './primitives.js';

/** What stands before the 32 bytes of a key in DER: RFC 8410, sections 4 and 7. */
const X25519_PUBLIC = Buffer.from('302a300506032b656e032100', 'hex');
const X25519_PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex');
const ED25519_PUBLIC = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex');

const PUBLIC_KEY = /^[0-9a-f]{64}$/;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const domain = Buffer.from(`${SIGNING_DOMAIN}\n`);

/** On the OpenSSL that Node.js is built with. */
export const nativePrimitives: Primitives = {
  publicKey: (secretKey) => raw(createPublicKey(privateKey(X25519_PRIVATE, secretKey))),
  agree(secretKey, publicKey) {
    try {
      return new Uint8Array(diffieHellman({ privateKey: privateKey(X25519_PRIVATE, secretKey), publicKey: publicKeyOf(X25519_PUBLIC, publicKey) }));
    } catch {
      throw new AggregationError('keys', 'A key of small order agrees on nothing secret.');
    }
  },
  sign: (bytes, { secretKey }) => new Uint8Array(sign(null, Buffer.concat([domain, bytes]), privateKey(ED25519_PRIVATE, secretKey.subarray(0, KEY_BYTES)))),
  verify(bytes, signature, publicKey) {
    if (!PUBLIC_KEY.test(publicKey) || signature.length !== SIGNATURE_BYTES) return false;
    return verify(null, Buffer.concat([domain, bytes]), publicKeyOf(ED25519_PUBLIC, Buffer.from(publicKey, 'hex')), signature);
  },
};

function privateKey(prefix: Uint8Array, secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([prefix, secret]), format: 'der', type: 'pkcs8' });
}

function publicKeyOf(prefix: Uint8Array, bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([prefix, bytes]), format: 'der', type: 'spki' });
}

function raw(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(X25519_PUBLIC.length));
}
