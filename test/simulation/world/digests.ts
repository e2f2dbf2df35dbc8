import { hash } from 'node:crypto';

/** SHA-256 as OpenSSL computes it, in the place of @noble/hashes: the same bytes, many times as fast. */
export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(hash('sha256', bytes, 'buffer'));
