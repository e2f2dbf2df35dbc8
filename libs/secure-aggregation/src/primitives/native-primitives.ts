import { createPrivateKey, createPublicKey, diffieHellman, sign, verify, type KeyObject } from 'node:crypto';
import { AggregationError } from '../aggregation-error.js';
import { SIGNING_DOMAIN, type Primitives } from './primitives.js';

type Curve = 'X25519' | 'Ed25519';

const PUBLIC_KEY = /^[0-9a-f]{64}$/;
const KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
const domain = Buffer.from(`${SIGNING_DOMAIN}\n`);

/**
 * On the OpenSSL that Node.js is built with. Keys go in as JSON Web Keys, whose bytes OpenSSL takes as they are: its
 * reader of DER needs several times longer than the operation itself.
 */
export const nativePrimitives: Primitives = {
  publicKey(secretKey) {
    const { x } = createPublicKey(privateKey('X25519', secretKey)).export({ format: 'jwk' });
    return new Uint8Array(Buffer.from(String(x), 'base64url'));
  },
  agreeWith(secretKey) {
    const own = privateKey('X25519', secretKey);
    return (other) => agree(own, other);
  },
  sign: (bytes, { secretKey }) => new Uint8Array(sign(null, Buffer.concat([domain, bytes]), privateKey('Ed25519', secretKey.subarray(0, KEY_BYTES)))),
  verify(bytes, signature, key) {
    if (!PUBLIC_KEY.test(key) || signature.length !== SIGNATURE_BYTES) return false;
    return verify(null, Buffer.concat([domain, bytes]), publicKey('Ed25519', Buffer.from(key, 'hex')), signature);
  },
};

function agree(own: KeyObject, other: Uint8Array): Uint8Array {
  try {
    return new Uint8Array(diffieHellman({ privateKey: own, publicKey: publicKey('X25519', other) }));
  } catch {
    throw new AggregationError('keys', 'A key of small order agrees on nothing secret.');
  }
}

/** The public half is left empty: OpenSSL computes it from the secret. */
function privateKey(crv: Curve, secret: Uint8Array): KeyObject {
  return createPrivateKey({ key: { kty: 'OKP', crv, d: base64url(secret), x: '' }, format: 'jwk' });
}

function publicKey(crv: Curve, key: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv, x: base64url(key) }, format: 'jwk' });
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64url');
