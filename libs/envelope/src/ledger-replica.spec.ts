import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityFromSeed } from './identity.js';
import { IntegrityError } from './integrity-error.js';
import { headOf, NO_HEAD, signEntry, type LedgerEntryContent, type SignedEntry } from './ledger-entries.js';
import { extendReplica, type LedgerReplica } from './ledger-replica.js';

const site = identityFromSeed(new Uint8Array(32).fill(7));
const stranger = identityFromSeed(new Uint8Array(32).fill(8));

const genesis: LedgerEntryContent = { kind: 'genesis', site: 'va', publicKey: site.publicKey };
const policy: LedgerEntryContent = { kind: 'policy', epsilonCap: 1, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', capRhoUnits: 10, maxRhoUnitsPerRound: 10 };
const debit = (round: number, rhoUnits = 1): LedgerEntryContent => ({ kind: 'debit', study: 's', round, planSha256: 'a'.repeat(64), offerSha256: 'd'.repeat(64), event: {}, rhoUnits });

/** The history in which these were recorded one after the other. */
function history(contents: readonly LedgerEntryContent[], by = site, before: readonly SignedEntry[] = []): readonly SignedEntry[] {
  return contents.reduce<readonly SignedEntry[]>((entries, content) => {
    const last = entries.at(-1);
    const prev = last === undefined ? NO_HEAD : headOf(last);
    return [...entries, signEntry({ v: 1, seq: entries.length, prev, ts: '2026-01-01T00:00:00.000Z', ...content }, by)];
  }, before);
}

const whole = history([genesis, policy, debit(1), debit(2), debit(3)]);
const replicaOf = (entries: readonly SignedEntry[]): LedgerReplica => {
  const replica = extendReplica(null, entries, site.publicKey);
  if (replica === null) throw new Error('no records');
  return replica;
};

function refusalOf(replica: LedgerReplica | null, entries: readonly SignedEntry[]): string | null {
  try {
    extendReplica(replica, entries, site.publicKey);
    return null;
  } catch (error) {
    if (error instanceof IntegrityError) return error.reason;
    throw error;
  }
}

describe('a replica', () => {
  it('is the same however the records came: in any pieces, overlapping, or twice', () => {
    const range = fc.tuple(fc.nat(whole.length), fc.nat(whole.length)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(range, { maxLength: 6 }), (ranges) => {
        let replica: LedgerReplica | null = null;
        for (const [from, to] of ranges) if (from <= (replica?.heads.length ?? 0)) replica = extendReplica(replica, whole.slice(from, to), site.publicKey);
        replica = extendReplica(replica, whole.slice(replica?.heads.length ?? 0), site.publicKey);
        expect(replica).toEqual(replicaOf(whole));
      }),
      { numRuns: 20 },
    );
    expect(replicaOf(whole)).toMatchObject({ chain: { spentRhoUnits: 3, head: headOf(whole[4]) }, heads: whole.map(headOf) });
  });

  it('stays the very same when nothing new comes', () => {
    const replica = replicaOf(whole);
    expect(extendReplica(replica, whole.slice(2), site.publicKey)).toBe(replica);
    expect(extendReplica(replica, [], site.publicKey)).toBe(replica);
    expect(extendReplica(null, [], site.publicKey)).toBeNull();
  });
});

describe('records that are not the replica’s future are refused', () => {
  const fork = history([debit(9), debit(8), debit(7)], site, whole.slice(0, 3));

  it.each<[string, string, LedgerReplica | null, readonly SignedEntry[]]>([
    ['rollback', 'another record in the place of one it holds', replicaOf(whole.slice(0, 4)), fork],
    ['rollback', 'another record in the place of its newest, and nothing else', replicaOf(whole.slice(0, 4)), fork.slice(3, 4)],
    ['chain', 'the future of a fork', replicaOf(whole.slice(0, 4)), fork.slice(4)],
    ['rollback', 'a ledger begun anew with the same key', replicaOf(whole), history([{ ...genesis, site: 'va2' }, policy])],
    ['chain', 'records with a gap before them', replicaOf(whole.slice(0, 2)), whole.slice(3)],
    ['chain', 'a debit beyond the cap', replicaOf(whole), history([debit(4, 8)], site, whole)],
    ['signature', 'a record that somebody else signed', replicaOf(whole.slice(0, 3)), history([debit(2)], stranger, whole.slice(0, 3))],
    ['signer', 'the ledger of another key', null, history([{ ...genesis, publicKey: stranger.publicKey }], stranger)],
  ])('%s: %s', (reason, _what, replica, entries) => {
    expect(refusalOf(replica, entries)).toBe(reason);
  });
});
