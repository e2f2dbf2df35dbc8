import { rhoUnits, type DpEvent } from '@commonward/accounting';
import {
  budgetOf,
  canonicalJson,
  encodeEntry,
  extendChain,
  isAffordable,
  isSummed,
  mayHaveLostUnmask,
  roundKey,
  sha256Hex,
  type Budget,
  type LedgerChain,
  type LedgerEntryContent,
  type LedgerHead,
  type RecordedDebit,
  type RoundOfStudy,
} from '@commonward/envelope';
import { Released } from '@commonward/privacy';
import { blinded } from '@commonward/secure-aggregation';
import { Debit, mintDebit } from './debit.js';
import { adoptWitnessed } from './adopt-witnessed.js';
import type { LedgerDisk } from './ledger-disk.js';
import { LedgerUnavailableError, onDisk } from './ledger-error.js';
import type { LedgerHistory } from './ledger-history.js';
import type { LedgerLog } from './ledger-log.js';
import type { LedgerPaths } from './ledger-paths.js';
import { nextEntry, policyContent, type LedgerOwner } from './ledger-recovery.js';
import { ownRhoUnits } from './own-views.js';
import { MaskingMemory } from './masking-memory.js';
import { mintMaskable, type MaskableVector } from './maskable-vector.js';
import { hasPayload, littleEndian, readPayload, storePayload } from './outbox.js';
import { phaseOf, recordedPhaseOf, type RoundPhase } from './round-phase.js';
import { WitnessMemory } from './witness-memory.js';
import { mintWitnessed, sealedRelease, type SealedRelease, type WitnessedRelease } from './witnessed-release.js';

export interface DebitRequest extends RoundOfStudy {
  readonly planSha256: string;
  readonly offerSha256: string;
  readonly event: DpEvent;
}

/** `budget`: it cannot be paid for, or was forfeited. `plan`: the round was debited for another plan or offer. `operator`: the study is vetoed. */
export interface DebitRefusal {
  readonly kind: 'refused';
  readonly reason: 'budget' | 'plan' | 'operator';
}

export interface LedgerSurroundings {
  readonly disk: LedgerDisk;
  readonly paths: LedgerPaths;
  readonly owner: LedgerOwner;
}

/**
 * The site's durable record of what its patients' privacy has paid for.
 *
 * Guarantee: what is spent never decreases and never passes the cap, whatever crashes; a round has one debit, and a debit
 * has one payload. Every method may throw LedgerUnavailableError; then nothing may be read or sent.
 */
export class Ledger {
  readonly #disk: LedgerDisk;
  readonly #paths: LedgerPaths;
  readonly #owner: LedgerOwner;
  readonly #log: LedgerLog;
  readonly #history: LedgerHistory;
  /** What the coordinator has stated as a witness. */
  readonly memory: WitnessMemory;
  /** How far this site is in masked rounds. */
  readonly masking: MaskingMemory;
  #chain: LedgerChain;
  /** What was sealed last, until its receipt is recorded: megabytes that need not be read back and decrypted to be sent. */
  #newest: SealedRelease | null = null;

  constructor({ disk, paths, owner }: LedgerSurroundings, { log, chain, history }: { readonly log: LedgerLog; readonly chain: LedgerChain; readonly history: LedgerHistory }) {
    this.#disk = disk;
    this.#paths = paths;
    this.#owner = owner;
    this.#log = log;
    this.#chain = chain;
    this.#history = history;
    this.memory = new WitnessMemory({ disk, paths, guard: (write) => log.guard(write) });
    this.masking = new MaskingMemory({ disk, paths, guard: (write) => log.guard(write) });
  }

  get head(): LedgerHead {
    const { seq, head } = this.#chain;
    return { seq, head };
  }

  get budget(): Budget {
    return budgetOf(this.#chain);
  }

  /** The newest head that the coordinator is known to have countersigned. */
  get witnessed(): LedgerHead | null {
    return this.#chain.witnessed;
  }

  phase(round: RoundOfStudy): RoundPhase {
    return phaseOf(this.#chain, round);
  }

  /** Whether this is a head that the ledger has, or once had. */
  holds(head: LedgerHead): boolean {
    return this.#history.holds(head);
  }

  /** The records after one that it holds (all, for null) as its file has them: whole ones, up to a mebibyte. */
  entriesAfter(head: LedgerHead | null): Uint8Array {
    return this.#history.after(head);
  }

  /** Whether the records after `head` say more than that those before them were witnessed. */
  hasNewsAfter(head: LedgerHead | null): boolean {
    return this.#history.hasNewsAfter(head);
  }

  /** Records the policy in force, unless it is the one recorded last. */
  adoptPolicy(): void {
    const content = policyContent(this.#owner.policy);
    const { policy } = this.#chain;
    if (policy !== null && (policy.unit !== content.unit || policy.adjacency !== content.adjacency)) {
      throw new LedgerUnavailableError('policy', `The policy protects one ${content.unit} under ${content.adjacency}, but the ledger in ${this.#paths.dir} counts under ${policy.adjacency}: the two cannot be added up.`);
    }
    if (policy === null || !sameMembers(content, policy)) this.#append(content);
  }

  /**
   * Pays for a round; durable on return. The same request again gets the same debit.
   * @throws RangeError if the event is malformed
   */
  debit({ study, round, planSha256, offerSha256, event }: DebitRequest): Debit | DebitRefusal {
    this.#log.assertUsable();
    const cost = rhoUnits(event);
    if (this.#chain.vetoes.has(study)) return { kind: 'refused', reason: 'operator' };
    const known = this.#chain.debits.get(roundKey({ study, round }));
    if (known !== undefined) return repeatedDebit(known, { study, round, planSha256, offerSha256, event });
    if (!isAffordable(this.#chain, cost)) return { kind: 'refused', reason: 'budget' };
    this.#append({ kind: 'debit', study, round, planSha256, offerSha256, event: { ...event }, rhoUnits: cost });
    return mintDebit(this.#recorded({ study, round }));
  }

  /**
   * Stores the release and commits to exactly its bytes; both durable on return.
   * @throws RangeError if the debit is not an open one of this ledger, or was paid for a masked sum, or the release is none or costs more than it
   */
  seal(debit: Debit, released: Released<Int32Array>): SealedRelease {
    this.#log.assertUsable();
    const { entry } = this.#openDebit(debit);
    if (isSummed(entry)) throw new RangeError(`Round ${entry.round} was paid for a masked sum, in which no release leaves by itself.`);
    return this.#seal(entry, released, littleEndian);
  }

  /**
   * As `seal`, for a vector that leaves in a masked sum only: what is sealed commits to it under the blind, so that whoever reads
   * the ledger cannot search for the vector.
   * @param blind 32 bytes from the system generator, drawn for this vector; kept beside it
   * @throws RangeError as `seal`, if the debit was not paid for a masked sum
   */
  sealBlinded(debit: Debit, released: Released<Int32Array>, blind: Uint8Array): SealedRelease {
    this.#log.assertUsable();
    const { entry } = this.#openDebit(debit);
    if (!isSummed(entry)) throw new RangeError(`Round ${entry.round} was not paid for a masked sum.`);
    return this.#seal(entry, released, (integers) => blinded(new Uint32Array(integers.buffer, integers.byteOffset, integers.length), blind));
  }

  #seal(entry: RecordedDebit['entry'], released: Released<Int32Array>, payloadOf: (integers: Int32Array) => Uint8Array): SealedRelease {
    if (!Released.is(released) || !(released.value instanceof Int32Array)) throw new RangeError('Only a release of integers can be sealed.');
    const paid = ownRhoUnits(entry);
    if (rhoUnits(released.event) > paid) throw new RangeError(`The release of round ${entry.round} costs more than its debit of ${paid} rho units.`);
    const payload = payloadOf(released.value);
    const { study, round } = entry;
    this.#log.guard(() => storePayload(this.#disk, this.#paths, { round: entry, payload }));
    this.#append({ kind: 'seal', study, round, payloadSha256: sha256Hex(payload) });
    const { state } = this.#recorded(entry);
    if (state.kind !== 'sealed') throw new Error('A seal was recorded and is not there');
    this.#newest = sealedRelease(entry, state.seal, payload);
    return this.#newest;
  }

  /**
   * @returns what was sealed for the round, or null
   * @throws IntegrityError `payload` if the stored bytes are gone or changed
   */
  sealed(study: string, round: number): SealedRelease | null {
    this.#log.assertUsable();
    const known = this.#chain.debits.get(roundKey({ study, round }));
    if (known?.state.kind !== 'sealed') return null;
    const { seal } = known.state;
    if (this.#newest?.ledger.head === seal.ledger.head) return this.#newest;
    const payload = onDisk(this.#paths.dir, () => readPayload(this.#disk, this.#paths, { round: known.entry, sha256: seal.payloadSha256 }));
    return sealedRelease(known.entry, seal, payload);
  }

  /**
   * Whether a round was sealed and is answered no more: its bytes are gone, and its noise is never drawn again; or it is masked and
   * a lost record may have put its vector into a sum, and it is put into no other.
   */
  isLost(round: RoundOfStudy): boolean {
    const known = this.#chain.debits.get(roundKey(round));
    if (known?.state.kind !== 'sealed') return false;
    return this.#mayBeInSomeSum(known) || !onDisk(this.#paths.dir, () => hasPayload(this.#disk, this.#paths, known.entry));
  }

  #mayBeInSomeSum({ entry, state }: RecordedDebit): boolean {
    return isSummed(entry) && state.kind === 'sealed' && state.survivorsSha256 === null && mayHaveLostUnmask(this.#chain, state.seal.ledger);
  }

  /**
   * Records that the coordinator has countersigned the chain as it is now. Durable on return.
   * @param witnessSha256 digest of the statement, which the caller has verified
   */
  witness(witnessSha256: string): void {
    this.#append({ kind: 'witnessed', witnessSha256 });
  }

  /** Whether a round was paid for a masked sum. */
  isSummed(round: RoundOfStudy): boolean {
    const known = this.#chain.debits.get(roundKey(round));
    return known !== undefined && isSummed(known.entry);
  }

  /** The vector that may be masked for a round: as `releasable`, for a round that was paid for a masked sum and is not lost. */
  maskable(round: RoundOfStudy): MaskableVector | null {
    const sealed = this.phase(round) === 'vetoed' || !this.isSummed(round) || this.isLost(round) ? null : this.witnessedSeal(round);
    return sealed === null ? null : mintMaskable(sealed);
  }

  /** The one sum that the sealed vector of a round may be in: hash of its survivors, 64 hex digits; null if there is none yet. */
  survivorsOf(round: RoundOfStudy): string | null {
    const state = this.#chain.debits.get(roundKey(round))?.state;
    return state?.kind === 'sealed' ? state.survivorsSha256 : null;
  }

  /** Binds the sealed vector of a round to one set of survivors for ever; durable on return. @throws IntegrityError `chain` if it is bound already */
  unmask({ study, round }: RoundOfStudy, survivorsSha256: string): void {
    this.#append({ kind: 'unmask', study, round, survivorsSha256 });
  }

  /**
   * What may be sent for a round: the sealed bytes, once the coordinator has countersigned a head that contains the seal.
   * @returns null before that, while the study is vetoed, and for a masked round, which `maskable` is for
   * @throws IntegrityError `payload` if the stored bytes are gone or changed
   */
  releasable(round: RoundOfStudy): WitnessedRelease | null {
    const sealed = this.phase(round) === 'vetoed' || this.isSummed(round) ? null : this.witnessedSeal(round);
    return sealed === null ? null : mintWitnessed(sealed);
  }

  /** What may have been sent for a round, whether or not it may be sent again. @throws as `releasable` */
  witnessedSeal(round: RoundOfStudy): SealedRelease | null {
    const phase = recordedPhaseOf(this.#chain, round);
    return phase === 'witnessed' || phase === 'receipted' ? this.sealed(round.study, round.round) : null;
  }

  /** Whether the newest record is the operator's word. Only of the newest may damage be forfeited; of an earlier one it is an alarm. */
  get endsWithWord(): boolean {
    return ['veto', 'approval'].includes(this.#history.newestKind);
  }

  /** Records the operator's refusal of a study; durable on return. From then on nothing of it is paid for or leaves. */
  veto(study: string): void {
    if (!this.#chain.vetoes.has(study)) this.#append({ kind: 'veto', study });
  }

  /** Lifts the veto of a study, if there is one. */
  approve(study: string): void {
    if (this.#chain.vetoes.has(study)) this.#append({ kind: 'approval', study });
  }

  /** The debits of studies that are vetoed: rounds of which a release may have left. */
  get vetoedDebits(): readonly RecordedDebit['entry'][] {
    return [...this.#chain.debits.values()].flatMap(({ entry }) => (this.#chain.vetoes.has(entry.study) ? [entry] : []));
  }

  /**
   * Goes on from what the coordinator holds of this ledger, at its operator's word: see `adoptWitnessed`. The ledger is
   * closed afterwards, and is found as it is now when it is opened anew.
   * @throws IntegrityError if the records are not this site's, or not the ones the coordinator had stated
   */
  adopt(witnessed: { readonly bytes: Uint8Array; readonly expected: LedgerHead }): void {
    this.#log.guard(() => adoptWitnessed({ disk: this.#disk, paths: this.#paths, owner: this.#owner }, this.#history, witnessed));
    this.close();
  }

  /** Goes on from its own records though the coordinator holds fewer, at its operator's word. */
  acknowledge(witnessed: LedgerHead | null): void {
    this.#append({ kind: 'reconcile', rhoUnits: 0, discarded: null, witnessed });
  }

  /**
   * Records that the coordinator countersigned a sealed round. The same receipt again changes nothing.
   * @throws IntegrityError `chain` if the round is not sealed, or has another receipt
   */
  receipt({ study, round, receiptSha256 }: RoundOfStudy & { readonly receiptSha256: string }): void {
    this.#log.assertUsable();
    const state = this.#chain.debits.get(roundKey({ study, round }))?.state;
    if (state?.kind === 'sealed' && state.receiptSha256 === receiptSha256) return;
    this.#append({ kind: 'receipt', study, round, receiptSha256 });
    if (this.#newest?.study === study && this.#newest.round === round) this.#newest = null;
  }

  close(): void {
    this.#log.close();
  }

  /** The rules are checked before a byte is written, and the record counts only once it is durable. */
  #append(content: LedgerEntryContent): void {
    const entry = nextEntry(this.#chain, content, this.#owner);
    const next = extendChain(this.#chain, entry);
    this.#log.append(encodeEntry(entry), next);
    this.#history.add(entry, next);
    this.#chain = next;
  }

  #recorded(round: RoundOfStudy): RecordedDebit {
    const recorded = this.#chain.debits.get(roundKey(round));
    if (recorded === undefined) throw new RangeError(`Round ${round.round} of study ${round.study} has no debit in this ledger.`);
    return recorded;
  }

  #openDebit(debit: Debit): RecordedDebit {
    if (!Debit.is(debit)) throw new RangeError('Only a debit of the ledger can be sealed.');
    const recorded = this.#recorded(debit);
    if (recorded.head !== debit.head) throw new RangeError(`The debit of round ${debit.round} belongs to another ledger.`);
    if (recorded.state.kind !== 'open') throw new RangeError(`Round ${debit.round} of study ${debit.study} is ${recorded.state.kind} already, and one debit has one release.`);
    return recorded;
  }
}

function repeatedDebit(known: RecordedDebit, { planSha256, offerSha256, event }: DebitRequest): Debit | DebitRefusal {
  const same = known.entry.planSha256 === planSha256 && known.entry.offerSha256 === offerSha256 && canonicalJson(known.entry.event) === canonicalJson(event);
  if (!same) return { kind: 'refused', reason: 'plan' };
  return known.state.kind === 'forfeited' ? { kind: 'refused', reason: 'budget' } : mintDebit(known);
}

function sameMembers(content: Readonly<Record<string, unknown>>, recorded: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(content).every(([member, value]) => recorded[member] === value);
}
