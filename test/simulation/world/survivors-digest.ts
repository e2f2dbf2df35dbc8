import { createHash } from 'node:crypto';
import type { CoordinatorStateOf } from '@commonward/secure-aggregation';

/**
 * The digest by which a ledger names the survivors of a masked sum, computed from its definition in docs/secure-aggregation.md and not by
 * the library: SHA-256 over a label, the digest of the sharers in their context, and the list of the survivors.
 * @returns 64 hex digits
 */
export function survivorsSha256({ context, shares, inputs }: Pick<CoordinatorStateOf<'agreeing' | 'revealing'>, 'context' | 'shares' | 'inputs'>): string {
  return digest('survivors', digest('sharers', Buffer.from(context), listOf(shares)), listOf(inputs)).toString('hex');
}

const digest = (purpose: string, ...parts: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat([Buffer.from(`commonward/aggregation/1 ${purpose}\n`), ...parts])).digest();

/** How many sites there are, as four little-endian bytes, and each one's place in the roster, as two. */
function listOf(sites: readonly { readonly site: number }[]): Buffer {
  const bytes = Buffer.alloc(4 + 2 * sites.length);
  bytes.writeUInt32LE(sites.length);
  sites.forEach(({ site }, k) => bytes.writeUInt16LE(site, 4 + 2 * k));
  return bytes;
}
