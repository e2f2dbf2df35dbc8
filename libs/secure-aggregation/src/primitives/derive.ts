import { createHash, hkdfSync } from 'node:crypto';
import { encode, u16 } from '../codec/codec.js';

const LABEL = 'commonward/aggregation/1';
const KEY_BYTES = 32;

/** What a hash, a key or a signature is for; nothing made for one purpose serves another. */
export type Purpose = 'agreement' | 'roster' | 'graph' | 'context' | 'sharers' | 'survivors' | 'advert' | 'roll' | 'commitment' | 'self-seed' | 'share' | 'sharing' | 'pair-mask' | 'self-mask';

export interface KeyUse {
  readonly purpose: Purpose;
  readonly context: Uint8Array;
  /** Two sites, by their places in the roster. */
  readonly from: number;
  readonly to: number;
}

/**
 * A key of 32 bytes for one use between two sites in one context.
 *
 * Guarantee: another study, round, attempt, roster, plan or set of fresh keys gives an unrelated key.
 * @see RFC 5869, SHA-256, no salt (the input is uniform or an X25519 result), the use as info
 */
export function deriveKey(secret: Uint8Array, use: KeyUse): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(0), useBytes(use), KEY_BYTES));
}

/** The use as bytes: what a key is derived with and what a box authenticates along. */
export function useBytes({ purpose, context, from, to }: KeyUse): Uint8Array {
  return concat(labelled(purpose), context, encode(u16, from), encode(u16, to));
}

/** SHA-256 of the purpose and the parts; each part but the last must have a fixed length. */
export function digest(purpose: Purpose, ...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(createHash('sha256').update(concat(labelled(purpose), ...parts)).digest());
}

/** What is signed: the purpose, then the parts. */
export function claim(purpose: Purpose, ...parts: readonly Uint8Array[]): Uint8Array {
  return concat(labelled(purpose), ...parts);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function labelled(purpose: Purpose): Uint8Array {
  return new TextEncoder().encode(`${LABEL} ${purpose}\n`);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
