import { encodeEntry, headOf, NO_HEAD, signEntry, type Identity, type LedgerEntryContent } from '@commonward/envelope';
import { identity } from './ledgers-of-chance.fixture.js';

/** Records in this order, signed and chained whatever they say, as a ledger's file holds them. */
export function aLedgerOf(contents: readonly LedgerEntryContent[], by: Identity = identity): { readonly bytes: Uint8Array; readonly heads: readonly string[] } {
  const heads: string[] = [];
  const frames = contents.map((content, seq) => {
    const entry = signEntry({ v: 1, seq, prev: heads.at(-1) ?? NO_HEAD, ts: '2026-01-01T00:00:00.000Z', ...content }, by);
    heads.push(headOf(entry));
    return encodeEntry(entry);
  });
  return { bytes: new Uint8Array(Buffer.concat(frames)), heads };
}
