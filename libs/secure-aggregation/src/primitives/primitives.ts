import type { Identity } from '@commonward/envelope';

/** Operations on keys that exist twice, with the same bytes: on the platform's native code, and wherever JavaScript runs. */
export interface Primitives {
  /** The public half of an X25519 key, 32 bytes. */
  publicKey(secretKey: Uint8Array): Uint8Array;
  /**
   * X25519 of one secret key with several public ones, 32 bytes each.
   * @throws AggregationError `keys` if the other key has small order, so that anyone could know the result
   */
  agreeWith(secretKey: Uint8Array): (publicKey: Uint8Array) => Uint8Array;
  /** Ed25519 in the signing domain of this protocol, as `@commonward/envelope` signs. */
  sign(bytes: Uint8Array, identity: Identity): Uint8Array;
  /** @param publicKey 64 lower-case hex digits */
  verify(bytes: Uint8Array, signature: Uint8Array, publicKey: string): boolean;
}

export const SIGNING_DOMAIN = 'commonward/aggregation/1';
