import { sign, verify } from '@commonward/envelope';
import nacl from 'tweetnacl';
import { AggregationError } from '../aggregation-error.js';
import { SIGNING_DOMAIN, type Primitives } from './primitives.js';

/** On tweetnacl: some fifty times slower than the native form, and byte for byte the same. */
export const portablePrimitives: Primitives = {
  publicKey: (secretKey) => nacl.scalarMult.base(secretKey),
  agreeWith: (secretKey) => (publicKey) => {
    const shared = nacl.scalarMult(secretKey, publicKey);
    if (shared.every((byte) => byte === 0)) throw new AggregationError('keys', 'A key of small order agrees on nothing secret.');
    return shared;
  },
  sign: (bytes, identity) => sign({ domain: SIGNING_DOMAIN, bytes }, identity),
  verify: (bytes, signature, publicKey) => verify({ domain: SIGNING_DOMAIN, bytes }, signature, publicKey),
};
