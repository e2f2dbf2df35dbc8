import { decodeEntries, encodeEntry, extendChain, extendChainBy, extendReplica, headOf, IntegrityError, sha256Hex, type LedgerChain, type LedgerHead, type SignedEntry } from '@commonward/envelope';
import { replaceFile } from './durable.js';
import type { LedgerSurroundings } from './file-ledger.js';
import { writeAnchor } from './ledger-anchor.js';
import type { LedgerHistory } from './ledger-history.js';
import { discardedLogPath, payloadPath } from './ledger-paths.js';
import { nextEntry } from './ledger-recovery.js';

/**
 * Puts the records that the coordinator holds of this ledger in the place of those of this machine, and a reconcile after
 * them. Each one bears this site's own signature or is vouched for by one, so nobody else can have made them up.
 *
 * Guarantee: what is spent afterwards is all that either history had spent, what was open can no longer be sealed, and a
 * round that was sealed there and whose bytes are not here is lost, never drawn again. Wherever the machine stops, the next
 * start finds the one history or the other, whole. The discarded records stay in a file of their own.
 *
 * @param bytes whole records from the first one
 * @param expected where the coordinator said that they end
 * @throws IntegrityError if they are not a ledger of this site, or end elsewhere
 */
export function adoptWitnessed({ disk, paths, owner }: LedgerSurroundings, own: LedgerHistory, { bytes, expected }: { readonly bytes: Uint8Array; readonly expected: LedgerHead }): void {
  const replica = extendReplica(null, decodeEntries(bytes), owner.identity.publicKey);
  if (replica?.chain.site !== owner.site) throw new IntegrityError('signer', 'The coordinator sent the ledger of another site.');
  if (replica.chain.head !== expected.head) throw new IntegrityError('chain', 'The coordinator sent other records than the ones it had stated.');
  const { chain } = replica;
  const fork = forkOf(own.heads, replica.heads);
  const newest = own.entries[own.entries.length - 1];
  const discarded = fork === own.entries.length ? null : { seq: newest.seq, head: headOf(newest) };
  const rhoUnits = spentBy(own.entries) - spentBy(own.entries.slice(0, fork));
  const reconcile = nextEntry(chain, { kind: 'reconcile', rhoUnits, discarded, witnessed: { seq: chain.seq, head: chain.head } }, owner);
  const next = extendChain(chain, reconcile);
  if (discarded !== null) replaceFile(disk, discardedLogPath(paths, discarded.head), Buffer.concat(own.entries.map(encodeEntry)));
  removeOtherPayloads({ disk, paths, owner }, chain);
  writeAnchor(disk, paths, { seq: newest.seq, head: headOf(newest) }, next);
  replaceFile(disk, paths.log, Buffer.concat([bytes, encodeEntry(reconcile)]));
  writeAnchor(disk, paths, next);
}

/** How many records two histories have in common. */
function forkOf(own: readonly string[], witnessed: readonly string[]): number {
  const fork = own.findIndex((head, seq) => head !== witnessed[seq]);
  return fork < 0 ? own.length : fork;
}

const spentBy = (entries: readonly SignedEntry[]): number => extendChainBy(null, entries)?.spentRhoUnits ?? 0;

/** Bytes that were drawn here for a round that was sealed with others there must never leave. */
function removeOtherPayloads({ disk, paths }: LedgerSurroundings, { debits }: LedgerChain): void {
  for (const { entry, state } of debits.values()) {
    const path = payloadPath(paths, entry);
    const bytes = state.kind === 'sealed' ? disk.read(path) : null;
    if (state.kind === 'sealed' && bytes !== null && sha256Hex(bytes) !== state.seal.payloadSha256) disk.remove(path);
  }
  disk.syncDirectory(paths.outbox);
}
