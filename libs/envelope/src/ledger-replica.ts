import { IntegrityError } from './integrity-error.js';
import { extendChainBy, type LedgerChain } from './ledger-chain.js';
import { entrySignatureHolds, headOf, type SignedEntry } from './ledger-entries.js';

/** A verified copy of a site's ledger: what its records amount to, and the head after each of them. */
export interface LedgerReplica {
  readonly chain: LedgerChain;
  readonly heads: readonly string[];
}

/**
 * The replica with the records that follow it. Records that it holds already change nothing, so a message may come twice.
 *
 * Guarantee: what was in a replica stays in it; records of another history than the replica's are refused, however many
 * they are. The newest signature vouches for all records, because each holds the hash of the one before.
 *
 * @param replica null before the first record
 * @returns the same replica if the records bring nothing new
 * @throws IntegrityError `rollback` for another history, `chain`, `signer` or `signature` for records that cannot follow
 */
export function extendReplica(replica: LedgerReplica | null, entries: readonly SignedEntry[], publicKey: string): LedgerReplica | null {
  const known = replica?.heads ?? [];
  const fresh = entries.filter(({ seq }) => seq >= known.length);
  for (const entry of entries) {
    if (entry.seq < known.length && headOf(entry) !== known[entry.seq]) throw new IntegrityError('rollback', `The ledger's record ${entry.seq} is another one than it was before: its history has forked.`);
  }
  const newest = fresh.at(-1);
  if (newest === undefined) return replica;
  const chain = extendChainBy(replica?.chain ?? null, fresh);
  if (chain?.publicKey !== publicKey) throw new IntegrityError('signer', 'The ledger belongs to another key.');
  if (!entrySignatureHolds(newest, publicKey)) throw new IntegrityError('signature', `The signature of the ledger's record ${newest.seq} does not hold.`);
  return { chain, heads: [...known, ...fresh.map(headOf)] };
}
