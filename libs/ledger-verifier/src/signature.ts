import nacl from 'tweetnacl';
import { fromHex, toHex } from './hex.js';

/** The order of the base point of edwards25519: RFC 8032, section 5.1. */
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const HASH = /^[0-9a-f]{64}$/;

/** What was signed: a signature that was given for one purpose holds for no other. */
export interface Signed {
  readonly domain: 'commonward/ledger/1' | 'commonward/envelope/1';
  readonly bytes: Uint8Array;
}

/**
 * Whether the 64 bytes are this key's ed25519 signature over the domain, a line feed and the bytes. The second half must be
 * below the group order, as RFC 8032 section 5.1.7 asks; tweetnacl does not look.
 * @param publicKey 64 lower-case hex digits
 */
export function signatureHolds({ domain, bytes }: Signed, signature: Uint8Array, publicKey: string): boolean {
  if (!HASH.test(publicKey) || BigInt(`0x${toHex(signature.slice(32).reverse())}`) >= GROUP_ORDER) return false;
  const prefix = new TextEncoder().encode(`${domain}\n`);
  const message = new Uint8Array(prefix.length + bytes.length);
  message.set(prefix);
  message.set(bytes, prefix.length);
  return nacl.sign.detached.verify(message, signature, fromHex(publicKey));
}
