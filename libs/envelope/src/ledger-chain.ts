import { canonicalJson } from './canonical-json.js';
import type { LedgerHead } from './fields.js';
import { IntegrityError } from './integrity-error.js';
import { headOf, NO_HEAD, type EntryOf, type SignedEntry } from './ledger-entries.js';

/** What has become of a debit. `survivorsSha256`: the one sum that its vector may be in. `forfeited`: records were lost or given up while it was open, so it can no longer be sealed. */
export type DebitState =
  | { readonly kind: 'open' }
  | { readonly kind: 'forfeited' }
  | { readonly kind: 'sealed'; readonly seal: RecordedSeal; readonly survivorsSha256: string | null; readonly receiptSha256: string | null };

export interface RecordedDebit {
  readonly entry: EntryOf<'debit'>;
  readonly head: string;
  readonly state: DebitState;
}

export interface RecordedSeal {
  readonly payloadSha256: string;
  /** The head that contains the seal. */
  readonly ledger: LedgerHead;
  /** As it stood when the seal was recorded. */
  readonly budget: Budget;
}

/** In whole units of 10^-12 rho. */
export interface Budget {
  readonly spentRhoUnits: number;
  readonly capRhoUnits: number;
}

/** Everything that a ledger's records amount to. `spentRhoUnits` never falls. */
export interface LedgerChain extends LedgerHead {
  readonly site: string;
  readonly publicKey: string;
  readonly policy: EntryOf<'policy'> | null;
  readonly spentRhoUnits: number;
  /** The newest head that the site knows to be countersigned by the coordinator. */
  readonly witnessed: LedgerHead | null;
  /** The newest record that stands for others that are gone; 0 if none does. A lost record may have been an unmask. */
  readonly lossSeq: number;
  /** Studies of which the operator lets nothing leave. */
  readonly vetoes: ReadonlySet<string>;
  /** by `roundKey` */
  readonly debits: ReadonlyMap<string, RecordedDebit>;
}

export interface RoundOfStudy {
  readonly study: string;
  readonly round: number;
}

export const roundKey = ({ study, round }: RoundOfStudy): string => canonicalJson([study, round]);

/**
 * The chain with one more record: the only place where the rules of a ledger are written. Signatures are not its matter.
 *
 * - the first record, and only the first, is the genesis; each next one names its predecessor's hash
 * - a debit needs a policy, fits under the cap and the policy's maximum, and is the only one of its round; it counts on the
 *   noise of other sites only if the policy allows shared trust
 * - a seal needs an open debit; a receipt needs a seal; there is one of each
 * - an unmask needs a seal of a masked round that the coordinator is known to hold, and no veto; there is one, so that no vector is in two sums,
 *   and none after records were lost that may have held it
 * - a policy may move the cap, never what is spent, nor the unit of privacy and the adjacency that the spending is counted in
 * - a forfeit takes exactly `forfeitRhoUnits`, and ends every open debit: the lost record may have been its seal, under
 *   which bytes may have left, and noise must not be drawn twice for one debit
 * - after a veto nothing of its study is debited or sealed, until an approval lifts it; what is spent stays spent
 * - a reconcile ends every open debit for the same reason, and takes what the discarded records spent: the whole of it,
 *   also beyond the cap, because it may have been spent
 *
 * @param chain null before the first record
 * @throws IntegrityError `chain` if the record cannot follow
 */
export function extendChain(chain: LedgerChain | null, entry: SignedEntry): LedgerChain {
  return step(draftOf(chain), entry);
}

/** The chain with more records, by the same rules; what is known of debits is copied once, not once for each record. */
export function extendChainBy(chain: LedgerChain | null, entries: readonly SignedEntry[]): LedgerChain | null {
  return entries.reduce<Draft | null>(step, draftOf(chain));
}

/** A chain whose debits belong to whoever extends it. */
interface Draft extends LedgerChain {
  readonly debits: Map<string, RecordedDebit>;
}

const draftOf = (chain: LedgerChain | null): Draft | null => (chain === null ? null : { ...chain, debits: new Map(chain.debits) });

function step(chain: Draft | null, entry: SignedEntry): Draft {
  if (chain === null) return begin(entry);
  if (entry.seq !== chain.seq + 1 || entry.prev !== chain.head) {
    throw new IntegrityError('chain', `The ledger's record ${entry.seq} does not follow its record ${chain.seq}.`);
  }
  const next = { ...chain, seq: entry.seq, head: headOf(entry) };
  switch (entry.kind) {
    case 'genesis':
      throw broken(entry, 'a second genesis');
    case 'policy':
      return withPolicy(next, entry);
    case 'debit':
      return withDebit(next, entry);
    case 'seal':
      return withSeal(next, entry);
    case 'unmask':
      return withUnmask(next, entry);
    case 'witnessed':
      return { ...next, witnessed: { seq: chain.seq, head: chain.head } };
    case 'receipt':
      return withReceipt(next, entry);
    case 'forfeit':
      return withForfeit(next, entry);
    case 'reconcile':
      return withReconcile(next, entry);
    case 'veto':
      return withVeto(next, entry);
    case 'approval':
      return withApproval(next, entry);
    default:
      return entry satisfies never;
  }
}

/** Whether a debit of this size fits under the cap and the policy's maximum for one round. */
export function isAffordable(chain: LedgerChain, rhoUnits: number): boolean {
  return rhoUnits <= forfeitRhoUnits(chain);
}

/**
 * The most that the next record can be worth: what is left of the cap, or the policy's maximum for one round if that is
 * less. A debit above it is refused, and an earlier forfeit took no more, so taking this much for a record that was
 * lost can only charge too much. A maximum that equals the cap, the safest choice, forfeits everything that is left.
 */
export function forfeitRhoUnits({ policy, spentRhoUnits }: LedgerChain): number {
  if (policy === null) return 0;
  return Math.min(Math.max(0, policy.capRhoUnits - spentRhoUnits), policy.maxRhoUnitsPerRound);
}

export function budgetOf({ policy, spentRhoUnits }: LedgerChain): Budget {
  return { spentRhoUnits, capRhoUnits: policy?.capRhoUnits ?? 0 };
}

function begin(entry: SignedEntry): Draft {
  if (entry.kind !== 'genesis' || entry.seq !== 0 || entry.prev !== NO_HEAD) {
    throw new IntegrityError('chain', 'The ledger does not begin with a genesis record.');
  }
  const { site, publicKey, seq } = entry;
  return { site, publicKey, seq, head: headOf(entry), policy: null, spentRhoUnits: 0, witnessed: null, lossSeq: 0, vetoes: new Set(), debits: new Map() };
}

function withPolicy(chain: Draft, entry: EntryOf<'policy'>): Draft {
  if (entry.maxRhoUnitsPerRound > entry.capRhoUnits) throw broken(entry, 'a maximum for one round above the cap');
  const { policy } = chain;
  if (policy !== null && (policy.unit !== entry.unit || policy.adjacency !== entry.adjacency)) throw broken(entry, 'a policy with another unit of privacy or adjacency');
  return { ...chain, policy: entry };
}

function withDebit(chain: Draft, entry: EntryOf<'debit'>): Draft {
  if (chain.policy === null) throw broken(entry, 'a debit before any policy');
  if (chain.debits.has(roundKey(entry))) throw broken(entry, 'a second debit for one round');
  if (chain.vetoes.has(entry.study)) throw broken(entry, 'a debit for a study that the operator has refused');
  if (countsOnOthers(entry.event) && chain.policy.trust !== 'shared') throw broken(entry, 'a debit that counts on the noise of other sites, which the policy does not allow');
  if (!isAffordable(chain, entry.rhoUnits)) throw broken(entry, 'a debit beyond what the policy allows');
  const debit: RecordedDebit = { entry, head: chain.head, state: { kind: 'open' } };
  return { ...setDebit(chain, debit), spentRhoUnits: chain.spentRhoUnits + entry.rhoUnits };
}

/** Whether the charge of an event, or of a part of it, is right only if other sites add their noise. */
function countsOnOthers(event: unknown): boolean {
  if (typeof event !== 'object' || event === null) return false;
  return ('trust' in event && event.trust === 'shared') || Object.values(event).some(countsOnOthers);
}

function withSeal(chain: Draft, entry: EntryOf<'seal'>): Draft {
  const debit = chain.debits.get(roundKey(entry));
  if (debit === undefined) throw broken(entry, 'a seal without a debit');
  if (debit.state.kind === 'sealed') throw broken(entry, 'a second seal for one debit');
  if (debit.state.kind === 'forfeited') throw broken(entry, 'a seal for a forfeited debit');
  if (chain.vetoes.has(entry.study)) throw broken(entry, 'a seal for a study that the operator has refused');
  const seal = { payloadSha256: entry.payloadSha256, ledger: { seq: chain.seq, head: chain.head }, budget: budgetOf(chain) };
  return setDebit(chain, { ...debit, state: { kind: 'sealed', seal, survivorsSha256: null, receiptSha256: null } });
}

function withUnmask(chain: Draft, entry: EntryOf<'unmask'>): Draft {
  const debit = chain.debits.get(roundKey(entry));
  if (debit?.state.kind !== 'sealed') throw broken(entry, 'an unmask without a seal');
  if (!isSummed(debit.entry)) throw broken(entry, 'an unmask of a round that is not masked');
  if (chain.witnessed === null || chain.witnessed.seq < debit.state.seal.ledger.seq) throw broken(entry, 'an unmask of a seal that was not witnessed');
  if (debit.state.survivorsSha256 !== null) throw broken(entry, 'a second unmask of one vector');
  if (mayHaveLostUnmask(chain, debit.state.seal.ledger)) throw broken(entry, 'an unmask of a vector whose unmask may be among lost records');
  if (chain.vetoes.has(entry.study)) throw broken(entry, 'an unmask for a study that the operator has refused');
  return setDebit(chain, { ...debit, state: { ...debit.state, survivorsSha256: entry.survivorsSha256 } });
}

/** Whether records were lost since a seal: its vector may have been in a sum already. */
export const mayHaveLostUnmask = ({ lossSeq }: LedgerChain, seal: LedgerHead): boolean => seal.seq < lossSeq;

/** Whether a debit paid for a vector that may leave in a masked sum only. */
export const isSummed = ({ event }: Pick<EntryOf<'debit'>, 'event'>): boolean => event.kind === 'summed-discrete-gaussian';

function withReceipt(chain: Draft, entry: EntryOf<'receipt'>): Draft {
  const debit = chain.debits.get(roundKey(entry));
  if (debit?.state.kind !== 'sealed') throw broken(entry, 'a receipt without a seal');
  if (debit.state.receiptSha256 !== null) throw broken(entry, 'a second receipt for one seal');
  return setDebit(chain, { ...debit, state: { ...debit.state, receiptSha256: entry.receiptSha256 } });
}

function withForfeit(chain: Draft, entry: EntryOf<'forfeit'>): Draft {
  if (entry.rhoUnits !== forfeitRhoUnits(chain)) throw broken(entry, 'a forfeit of another size than a lost record can have');
  return { ...withoutOpenDebits(chain), lossSeq: entry.seq, spentRhoUnits: chain.spentRhoUnits + entry.rhoUnits };
}

function withReconcile(chain: Draft, entry: EntryOf<'reconcile'>): Draft {
  const { witnessed } = entry;
  if (witnessed !== null && witnessed.seq >= entry.seq) throw broken(entry, 'a reconcile with records that are not before it');
  if (witnessed?.seq === entry.seq - 1 && witnessed.head !== entry.prev) throw broken(entry, 'a reconcile with another chain than its own');
  const spentRhoUnits = chain.spentRhoUnits + entry.rhoUnits;
  if (!Number.isSafeInteger(spentRhoUnits)) throw broken(entry, 'a reconcile that takes more than can be counted');
  return { ...withoutOpenDebits(chain), lossSeq: entry.discarded === null ? chain.lossSeq : entry.seq, witnessed, spentRhoUnits };
}

function withVeto(chain: Draft, entry: EntryOf<'veto'>): Draft {
  if (chain.vetoes.has(entry.study)) throw broken(entry, 'a second veto of one study');
  return { ...chain, vetoes: new Set([...chain.vetoes, entry.study]) };
}

function withApproval(chain: Draft, entry: EntryOf<'approval'>): Draft {
  if (!chain.vetoes.has(entry.study)) throw broken(entry, 'an approval of a study that was not refused');
  return { ...chain, vetoes: new Set([...chain.vetoes].filter((study) => study !== entry.study)) };
}

function withoutOpenDebits(chain: Draft): Draft {
  for (const debit of chain.debits.values()) if (debit.state.kind === 'open') setDebit(chain, forfeited(debit));
  return chain;
}

const forfeited = (debit: RecordedDebit): RecordedDebit => ({ ...debit, state: { kind: 'forfeited' } });

function setDebit(chain: Draft, debit: RecordedDebit): Draft {
  chain.debits.set(roundKey(debit.entry), debit);
  return chain;
}

function broken({ seq }: SignedEntry, what: string): IntegrityError {
  return new IntegrityError('chain', `The ledger's record ${seq} is ${what}.`);
}
