import { rhoUnitsFor, type Adjacency, type UnitOfPrivacy } from '@commonward/accounting';
import {
  encodeEntry,
  extendChain,
  forfeitRhoUnits,
  IntegrityError,
  NO_HEAD,
  readLedger,
  signEntry,
  type Identity,
  type LedgerChain,
  type LedgerEntryContent,
  type LedgerReading,
  type SignedEntry,
} from '@commonward/envelope';
import type { Trust } from '@commonward/synthesis/plan';
import { replaceFile, syncFile, syncFolder } from './durable.js';
import { checkAnchor, readAnchor, writeAnchor } from './ledger-anchor.js';
import type { LedgerDisk } from './ledger-disk.js';
import type { LedgerPaths } from './ledger-paths.js';

/** The hospital's own limits, as the ledger enforces them. */
export interface LedgerPolicy {
  readonly epsilonCap: number;
  readonly deltaMax: number;
  readonly unit: UnitOfPrivacy;
  readonly adjacency: Adjacency;
  /** Without it `local`: nothing that counts on the noise of other sites is debited. */
  readonly trust?: Trust | undefined;
  /**
   * The most that one round may cost. It is also what a lost record forfeits, so it must never be below what a debit can
   * be; the ledger refuses debits above it. Without it, it is the cap: a lost record then forfeits everything that is left.
   */
  readonly maxRhoUnitsPerRound?: number;
}

export interface LedgerOwner {
  readonly site: string;
  readonly identity: Identity;
  readonly policy: LedgerPolicy;
  readonly clock: () => Date;
}

/** The next record after `chain`, signed. */
export function nextEntry(chain: LedgerChain | null, content: LedgerEntryContent, { identity, clock }: LedgerOwner): SignedEntry {
  const place = chain === null ? { seq: 0, prev: NO_HEAD } : { seq: chain.seq + 1, prev: chain.head };
  return signEntry({ v: 1, ...place, ts: clock().toISOString(), ...content }, identity);
}

/** The record that the policy in force has to have. */
export function policyContent({ epsilonCap, deltaMax, unit, adjacency, trust, maxRhoUnitsPerRound }: LedgerPolicy): LedgerEntryContent & { readonly kind: 'policy' } {
  const capRhoUnits = rhoUnitsFor({ epsilon: epsilonCap, delta: deltaMax });
  return { kind: 'policy', epsilonCap, deltaMax, unit, adjacency, trust: trust ?? 'local', capRhoUnits, maxRhoUnitsPerRound: Math.min(maxRhoUnitsPerRound ?? capRhoUnits, capRhoUnits) };
}

/** A ledger whose files are in order. */
export interface RecoveredLedger {
  readonly chain: LedgerChain;
  readonly entries: readonly SignedEntry[];
}

/**
 * Brings the files of a ledger into order, and makes them if there are none: afterwards the log is whole and the anchor
 * names its newest record. However often the machine stops in here, what was spent before stays spent.
 *
 * A last record that is torn or damaged may have been a debit under which records were read. It is never cut away: a new log,
 * which holds a forfeit in its place, takes the place of the old one in one step.
 * @throws IntegrityError if the files cannot be trusted
 */
export function recoverLedger(disk: LedgerDisk, paths: LedgerPaths, owner: LedgerOwner): RecoveredLedger {
  const bytes = disk.read(paths.log);
  const anchor = readAnchor(disk, paths);
  if (bytes === null) {
    if (anchor !== null) throw new IntegrityError('rollback', `The ledger in ${paths.dir} has lost its log, which was at record ${anchor[0].seq}: nothing can be spent from it.`);
    return beginLedger(disk, paths, owner);
  }
  const reading = readLedger(bytes, owner.identity.publicKey);
  if (reading.chain.site !== owner.site) throw new IntegrityError('signer', `The ledger in ${paths.dir} belongs to the site ${reading.chain.site}, not to ${owner.site}.`);
  checkAnchor(anchor, reading, paths);
  syncAll(disk, paths);
  if (reading.tornTail > 0) return forfeitTornRecord({ disk, paths, owner }, bytes, reading);
  if (anchor?.length !== 1 || anchor[0].seq !== reading.seq) writeAnchor(disk, paths, reading);
  return reading;
}

/** A process that was killed may have left records, or names of files, that the system still holds in its memory alone, and they are acted upon from here on. */
function syncAll(disk: LedgerDisk, { dir, log, outbox, masking }: LedgerPaths): void {
  const file = disk.open(log);
  try {
    syncFile(file);
  } finally {
    file.close();
  }
  for (const folder of [dir, outbox, masking]) syncFolder(disk, folder);
}

function beginLedger(disk: LedgerDisk, paths: LedgerPaths, owner: LedgerOwner): RecoveredLedger {
  const genesis = nextEntry(null, { kind: 'genesis', site: owner.site, publicKey: owner.identity.publicKey }, owner);
  const begun = extendChain(null, genesis);
  const policy = nextEntry(begun, policyContent(owner.policy), owner);
  const chain = extendChain(begun, policy);
  replaceFile(disk, paths.log, Buffer.concat([encodeEntry(genesis), encodeEntry(policy)]));
  writeAnchor(disk, paths, chain);
  return { chain, entries: [genesis, policy] };
}

interface Surroundings {
  readonly disk: LedgerDisk;
  readonly paths: LedgerPaths;
  readonly owner: LedgerOwner;
}

/** The anchor goes first, in case it names the damaged record: a stop in between finds the same torn log again. */
function forfeitTornRecord({ disk, paths, owner }: Surroundings, bytes: Uint8Array, { chain, entries, tornTail }: LedgerReading): RecoveredLedger {
  const reason = `${tornTail} bytes at the end were not a whole record`;
  const forfeit = nextEntry(chain, { kind: 'forfeit', rhoUnits: forfeitRhoUnits(chain), reason }, owner);
  const next = extendChain(chain, forfeit);
  writeAnchor(disk, paths, chain);
  replaceFile(disk, paths.log, Buffer.concat([bytes.subarray(0, bytes.length - tornTail), encodeEntry(forfeit)]));
  writeAnchor(disk, paths, next);
  return { chain: next, entries: [...entries, forfeit] };
}
