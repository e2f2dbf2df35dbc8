import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from './canonical-json.js';
import { sha256Hex } from './digest.js';
import { adjacency, count, delta, epsilon, ledgerHead, name, publicKey, sha256, trust, unit } from './fields.js';
import { sign, verify, type Identity, type SignedBytes } from './identity.js';

const inChain = { v: z.literal(1), seq: count, prev: sha256, ts: z.iso.datetime() };
const ofRound = { study: name, round: count };
const sig = z.string().regex(/^[0-9a-f]{128}$/);

const genesis = { ...inChain, kind: z.literal('genesis'), site: name, publicKey };
const policy = {
  ...inChain,
  kind: z.literal('policy'),
  epsilonCap: epsilon,
  deltaMax: delta,
  unit,
  adjacency,
  /** Whether a debit may count on the noise of other sites; a record without it says `local`. */
  trust: trust.optional(),
  capRhoUnits: count,
  /** The most that one debit may take; it bounds what a lost record can have been worth. */
  maxRhoUnitsPerRound: count,
};
const debit = {
  ...inChain,
  kind: z.literal('debit'),
  ...ofRound,
  planSha256: sha256,
  /** digest of the offer's envelope: who asked for this */
  offerSha256: sha256,
  event: z.record(z.string(), z.unknown()),
  rhoUnits: count,
};
/** Of a masked round: the digest of the vector under a blind, which commits to it and does not give it away. */
const seal = { ...inChain, kind: z.literal('seal'), ...ofRound, payloadSha256: sha256 };
/** The sealed vector of a masked round is bound to one set of survivors for ever; of them, and of the context, this is the hash. */
const unmask = { ...inChain, kind: z.literal('unmask'), ...ofRound, survivorsSha256: sha256 };
/** The coordinator has countersigned the chain up to the record before this one, in the statement of this digest. */
const witnessed = { ...inChain, kind: z.literal('witnessed'), witnessSha256: sha256 };
const receipt = { ...inChain, kind: z.literal('receipt'), ...ofRound, receiptSha256: sha256 };
const forfeit = { ...inChain, kind: z.literal('forfeit'), rhoUnits: count, reason: z.string().min(1).max(200) };
/** The operator lets nothing more of a study be paid for or leave. What is spent stays spent. */
const veto = { ...inChain, kind: z.literal('veto'), study: name };
/** The operator lifts the veto. */
const approval = { ...inChain, kind: z.literal('approval'), study: name };
/** The operator has accepted what the coordinator holds of this ledger in place of what this site held. */
const reconcile = {
  ...inChain,
  kind: z.literal('reconcile'),
  /** What the records that were given up had spent. */
  rhoUnits: count,
  /** The newest record that was given up; null if none was. */
  discarded: ledgerHead.nullable(),
  /** The newest record that the coordinator holds; null if it holds none. */
  witnessed: ledgerHead.nullable(),
};

/** A record as it is stored: `sig` is hex ed25519 over the canonical JSON of all other members. */
export const signedEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...genesis, sig }),
  z.strictObject({ ...policy, sig }),
  z.strictObject({ ...debit, sig }),
  z.strictObject({ ...seal, sig }),
  z.strictObject({ ...unmask, sig }),
  z.strictObject({ ...witnessed, sig }),
  z.strictObject({ ...receipt, sig }),
  z.strictObject({ ...forfeit, sig }),
  z.strictObject({ ...reconcile, sig }),
  z.strictObject({ ...veto, sig }),
  z.strictObject({ ...approval, sig }),
]);

export type SignedEntry = Readonly<z.infer<typeof signedEntrySchema>>;
export type LedgerEntryKind = SignedEntry['kind'];
export type EntryOf<K extends LedgerEntryKind> = Extract<SignedEntry, { kind: K }>;

type Without<T, M extends PropertyKey> = T extends SignedEntry ? Omit<T, M> : never;

/** A record before it is signed. `prev` is the hash of the record before it (zeros for the first). */
export type LedgerEntry = Without<SignedEntry, 'sig'>;
/** What a record says, before it has a place in the chain. */
export type LedgerEntryContent = Without<SignedEntry, 'v' | 'seq' | 'prev' | 'ts' | 'sig'>;

/** The `prev` of a first record. */
export const NO_HEAD = '0'.repeat(64);

/** @throws RangeError if a member is malformed */
export function signEntry(entry: LedgerEntry, identity: Identity): SignedEntry {
  const signature = bytesToHex(sign(forSigning(entry), identity));
  const checked = signedEntrySchema.safeParse({ ...entry, sig: signature });
  if (!checked.success) {
    const wrong = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new RangeError(`The ${entry.kind} record is malformed: ${wrong.join('; ')}.`);
  }
  return checked.data;
}

/**
 * The hash by which the next record refers to this one: SHA-256 of the stored bytes, signature included. So one valid
 * signature on the newest record vouches for every byte before it.
 */
export function headOf(entry: SignedEntry): string {
  return sha256Hex(canonicalJson(entry));
}

export function entrySignatureHolds({ sig: signature, ...entry }: SignedEntry, key: string): boolean {
  return verify(forSigning(entry), hexToBytes(signature), key);
}

function forSigning(entry: LedgerEntry): SignedBytes {
  return { domain: 'commonward/ledger/1', bytes: utf8ToBytes(canonicalJson(entry)) };
}
