import { budgetOf, decodeEntries, envelopeSha256, roundKey, sha256Hex, type Envelope, type Hello, type LedgerReading, type Receipt, type RecordedDebit, type Release, type SignedEntry, type Witness } from '@commonward/envelope';
import { restoreSiteState, type SiteState } from '@commonward/secure-aggregation';
import type { MaskedSum } from '../../../coordinator/src/aggregation/masked-sum.js';
import type { Round } from '../../../coordinator/src/rounds/round.js';
import type { Segment } from '../../../coordinator/src/witness/segment.js';
import type { Debit, Ledger } from '../../../site-agent/src/ledger/ledger.js';
import { ledgerPaths, maskingPath, payloadPath } from '../../../site-agent/src/ledger/ledger-paths.js';
import type { MaskedSubmission } from '../../../site-agent/src/egress/link.js';
import { LEDGER_DIR, roundRhoUnits, siteKeys } from './cast.js';
import type { Conditions } from './conditions.js';
import type { AtRest } from './at-rest.js';
import type { Counts } from './counts.js';
import type { Findings } from './findings.js';
import type { Machine, Process } from './machine.js';
import { Memories } from './memories.js';
import { Readings } from './readings.js';
import { OneLeader } from './one-leader.js';
import type { Effect, SimStore } from './sim-store.js';
import type { Trace } from './trace.js';
import { WatchedMessages } from './watched-messages.js';
import { WatchedRounds } from './watched-rounds.js';
import { WatchedSums } from './watched-sums.js';
import { WitnessedRecords } from './witnessed-records.js';

const statementOf = <T>({ statement }: Envelope): T => JSON.parse(new TextDecoder().decode(statement)) as T;

const paths = ledgerPaths(LEDGER_DIR);

/**
 * Sees everything that passes between a site, its disk, the coordinator and its store, remembers all of it, and holds it
 * against the rules. It takes nobody's word: what a site may do is decided from bytes on disks and in the store.
 */
export class Onlooker {
  readonly records: WitnessedRecords;
  readonly memories: Memories;
  readonly leaders: OneLeader;
  readonly rounds: WatchedRounds;
  readonly sums: WatchedSums;
  readonly #messages: WatchedMessages;
  /** What a round of each study costs. */
  readonly #rhoUnits: ReadonlyMap<string, number>;
  readonly #findings: Findings;
  readonly #trace: Trace;
  readonly #store: SimStore;
  readonly #counts: Counts;
  readonly #atRest: AtRest;
  /** By site and round: the digest of what left. */
  readonly #left = new Map<string, string>();
  readonly #logs = new Readings();
  /** A disk gives out the same bytes until they change. */
  readonly #readings = new WeakMap<Uint8Array, LedgerReading | null>();
  /** The most that each open ledger ever said is spent. */
  readonly #spentBy = new WeakMap<Ledger, number>();
  /** Every receipt that was given, by site, round and digest. */
  readonly #receipts = new Set<string>();
  /** Heads that the coordinator stated, by site and number. */
  readonly #stated = new Map<string, string>();

  constructor({ findings, trace, store, counts, atRest, conditions }: { readonly conditions: Conditions; readonly findings: Findings; readonly trace: Trace; readonly store: SimStore; readonly counts: Counts; readonly atRest: AtRest }) {
    this.#atRest = atRest;
    this.#findings = findings;
    this.#trace = trace;
    this.#store = store;
    this.#counts = counts;
    this.records = new WitnessedRecords(findings);
    this.memories = new Memories(findings);
    this.leaders = new OneLeader(findings);
    this.rounds = new WatchedRounds(findings);
    this.sums = new WatchedSums(findings, store);
    this.#messages = new WatchedMessages(findings, this.sums);
    this.#rhoUnits = new Map(conditions.studies.map((study) => [study.id, roundRhoUnits(study)]));
  }

  /** What it knows of the store now. @returns puts that back, for when the store is put back */
  backup(): () => void {
    const backups = [this.records.backup(), this.leaders.backup(), this.rounds.backup(), this.sums.backup()];
    return () => {
      for (const putBack of backups) putBack();
    };
  }

  /** A document of the coordinator's store has changed. */
  changed(effect: Effect): void {
    this.leaders.changed(effect);
    if (effect.collection === 'ledger-segments' && effect.version === null) this.#took(effect.value as Segment);
    if (effect.collection === 'masked-sums') this.sums.changed(effect.value as MaskedSum);
    if (effect.collection === 'rounds') this.#roundIs(effect.value as Round);
  }

  #roundIs(round: Round): void {
    this.rounds.changed(round);
    if (round.aggregation === 'masked' && round.phase === 'complete') this.sums.completed(round);
  }

  #took(segment: Segment): void {
    this.#trace.add('coordinator', `holds records ${segment.from} to ${segment.ledger.seq} of ${segment.site}`);
    this.records.took(segment, decodeEntries(this.#store.blob(segment.entries)));
  }

  /** Records are about to be read, and noise drawn. */
  reads(process: Process, site: string, debit: Debit): void {
    const { machine } = process;
    this.#trace.add(machine.name, `reads records for study ${debit.study}`);
    if (machine.orders.hasRefused(debit.study) || machine.orders.isPaused) this.#findings.add("operator's word", `${machine.name} read records for study ${debit.study} though its operator had said no`);
    const found = this.#durable(machine, site);
    this.memories.acts(process, { site, ledger: found, what: 'read records' });
    const known = found?.chain.debits.get(roundKey(debit));
    if (known === undefined || known.head !== debit.head) return this.#findings.add('debit before read', `${machine.name} read records for study ${debit.study} under a debit that is not durable`);
    // What is spent for this is never refunded from here on, whatever becomes of the disk.
    machine.spentRhoUnits = Math.max(machine.spentRhoUnits, found?.chain.spentRhoUnits ?? 0);
    if (known.state.kind !== 'open') this.#findings.add('one noise', `${machine.name} drew noise for study ${debit.study} under a debit that is ${known.state.kind}`);
  }

  /** A site sends a hello, perhaps with records. */
  asks(process: Process, { hello, entries }: { readonly hello: Envelope; readonly entries: readonly SignedEntry[] }): void {
    const { site, quarantine } = statementOf<Hello>(hello);
    this.#trace.add(process.machine.name, quarantine !== null ? `reports ${quarantine}` : entries.length === 0 ? 'says hello' : `sends records ${entries[0].seq} to ${entries[entries.length - 1].seq}`);
    if (entries.length > 0) this.memories.acts(process, { site, ledger: this.#durable(process.machine, site), what: 'sent records' });
  }

  /** The coordinator gives a receipt, whoever hears of it. */
  gives(receipt: Envelope): void {
    const { site, study, round } = statementOf<Receipt>(receipt);
    this.#receipts.add(`${site} ${roundKey({ study, round })} ${envelopeSha256(receipt)}`);
  }

  /** A site hears a statement of the coordinator. */
  hears(process: Process, statement: Envelope): void {
    const { heads } = statementOf<Witness>(statement);
    this.memories.hears(process, heads);
    for (const [site, { seq, head }] of Object.entries(heads)) {
      const before = this.#stated.get(`${site}/${seq}`) ?? head;
      this.#stated.set(`${site}/${seq}`, before);
      if (before !== head) this.#findings.add('no fork', `the coordinator stated two records ${seq} of ${site}`);
    }
  }

  /** The bytes of a release leave a site. */
  leaves(process: Process, release: Envelope): void {
    const { machine } = process;
    const { site, study, round } = statementOf<Release>(release);
    const digest = sha256Hex(release.payload);
    this.#trace.add(machine.name, `releases study ${study}: ${digest.slice(0, 8)}`);
    if (machine.orders.hasRefused(study)) this.#findings.add("operator's word", `${machine.name} released study ${study} though its operator had refused it`);
    this.rounds.left(site, envelopeSha256(release));
    this.#counts.add('release sent');
    const ledger = this.#durable(machine, site);
    this.#isOne({ site, study, round, digest }, ledger);
    this.#holdsSealed(machine, { site, study, round, digest }, ledger);
    this.memories.acts(process, { site, ledger, what: 'released' });
  }

  /** A message of a masked round leaves a site, be it with a masked vector or without. */
  submits(process: Process, site: string, submission: MaskedSubmission): void {
    const { machine } = process;
    const { study, round, attempt, message, input } = submission;
    this.#trace.add(machine.name, `sends its ${message.kind} for attempt ${attempt} of study ${study}`);
    this.#counts.add(`masked ${message.kind} sent`);
    if (machine.orders.hasRefused(study)) this.#findings.add("operator's word", `${machine.name} sent its ${message.kind} for study ${study} though its operator had refused it`);
    const files = durableFiles(machine);
    const payload = this.#atRest.content(files, payloadPath(paths, { study, round }));
    const digest = payload === null ? '' : sha256Hex(payload);
    const ledger = this.#durable(machine, site);
    if (input !== null) {
      this.rounds.left(site, envelopeSha256(input.contribution));
      this.#isOne({ site, study, round, digest }, ledger);
    }
    this.#holdsSealed(machine, { site, study, round, digest }, ledger);
    this.memories.acts(process, { site, ledger, what: `sent its ${message.kind}` });
    this.#messages.leaves({ machine: machine.name, site, submission, chain: ledger?.chain ?? null, payload, stage: stageIn(this.#atRest.content(files, maskingPath(paths, { study, round }))) });
  }

  /** What left of a round is always the same, and together not more than the cap. */
  #isOne({ site, study, round, digest }: { readonly site: string; readonly study: string; readonly round: number; readonly digest: string }, ledger: LedgerReading | null): void {
    const key = `${site} ${roundKey({ study, round })}`;
    if ((this.#left.get(key) ?? digest) !== digest) this.#findings.add('one payload', `two payloads of ${site} left for study ${study}`);
    this.#left.set(key, digest);
    const visible = this.#leftOf(site);
    const { capRhoUnits } = ledger === null ? { capRhoUnits: 0 } : budgetOf(ledger.chain);
    if (this.#costOf(visible) > capRhoUnits) this.#findings.add('under the cap', `${visible.length} releases of ${site} left, which is more than its cap`);
  }

  #leftOf(site: string): readonly (readonly [key: string, digest: string])[] {
    return [...this.#left].filter(([key]) => key.startsWith(`${site} `)).map(([key, digest]) => [key.slice(site.length + 1), digest]);
  }

  #costOf(left: readonly (readonly [key: string, digest: string])[]): number {
    return left.reduce((total, [key]) => total + (this.#rhoUnits.get(studyOf(key)) ?? 0), 0);
  }

  /** A ledger that is opened says that as much is spent as any before it on this disk, or on the one that this was copied from. */
  opens(machine: Machine, ledger: Ledger): void {
    this.#spentBy.set(ledger, machine.spentRhoUnits);
    this.watches(machine, ledger);
  }

  /** A ledger in use never says that less is spent than it said. It may not know yet that another agent goes on with its files. */
  watches(machine: Machine, ledger: Ledger): void {
    const { spentRhoUnits } = ledger.budget;
    const before = this.#spentBy.get(ledger) ?? 0;
    if (spentRhoUnits < before) this.#findings.add('spent never falls', `what is spent fell from ${before} to ${spentRhoUnits} at ${machine.name}`);
    this.#spentBy.set(ledger, Math.max(before, spentRhoUnits));
    machine.spentRhoUnits = Math.max(machine.spentRhoUnits, spentRhoUnits);
  }

  /** What left is in the ledger that its site goes on with. @param keepsLast false if records may be gone that nobody but its site had */
  settles(machine: Machine, site: string, { keepsLast }: { readonly keepsLast: boolean }): void {
    const left = this.#leftOf(site);
    const { debits, spentRhoUnits, lossSeq } = this.#durable(machine, site)?.chain ?? { debits: new Map<string, RecordedDebit>(), spentRhoUnits: 0, lossSeq: 0 };
    for (const [key, digest] of left) {
      const state = debits.get(key)?.state;
      if (state?.kind !== 'sealed' || state.seal.payloadSha256 !== digest) this.#findings.add('surviving debit', `a release of ${site} left that its ledger does not hold at the end: ${site} ${key}`);
    }
    for (const [key, { state }] of debits) {
      if (state.kind === 'sealed' && state.receiptSha256 !== null && !this.#receipts.has(`${site} ${key} ${state.receiptSha256}`)) this.#findings.add('true receipt', `${site} holds a receipt that was not given for its release: ${key}`);
    }
    if (spentRhoUnits < this.#costOf(left)) this.#findings.add('surviving debit', `${site} says at the end that less is spent than was released`);
    if (keepsLast) this.#messages.settles(site, { debits, lossSeq });
  }

  #holdsSealed(machine: Machine, { site, study, round, digest }: { readonly site: string; readonly study: string; readonly round: number; readonly digest: string }, ledger: LedgerReading | null): void {
    const state = ledger?.chain.debits.get(roundKey({ study, round }))?.state;
    if (state?.kind !== 'sealed' || state.seal.payloadSha256 !== digest) return this.#findings.add('surviving debit', `${machine.name} released study ${study} without a durable seal of these bytes`);
    if (!this.records.hasHeld(site, state.seal.ledger.head)) this.#findings.add('witnessed seal', `${machine.name} released study ${study} before the coordinator held its seal`);
    const stored = this.#atRest.content(durableFiles(machine), payloadPath(paths, { study, round }));
    if (stored === null || sha256Hex(stored) !== digest) this.#findings.add('surviving debit', `${machine.name} released study ${study} before its bytes were durable`);
  }

  /** The ledger as it would be found at the worst: without anything that was not synced. */
  #durable(machine: Machine, site: string): LedgerReading | null {
    const files = durableFiles(machine);
    const log = files.get(paths.log);
    if (log === undefined) return null;
    if (!this.#readings.has(log)) this.#readings.set(log, this.#logs.of(this.#atRest.content(files, paths.log) ?? log, publicKeyOf(site)));
    return this.#readings.get(log) ?? null;
  }
}

const publicKeyOf = (site: string): string => siteKeys.find(({ name }) => name === site)?.identity.publicKey ?? '';

/** The study in a `roundKey`. */
const studyOf = (key: string): string => (JSON.parse(key) as readonly [study: string, round: number])[0];

const DIGEST_BYTES = 32;

/** What a site keeps of a masked round; before it stands the digest of the masked vector. */
const stageIn = (kept: Uint8Array | null): SiteState['stage'] | null => (kept === null ? null : restoreSiteState(kept.slice(DIGEST_BYTES), null).stage);

const durableFiles = (machine: Machine): ReadonlyMap<string, Uint8Array> => machine.disk.stopped(() => 'lost');
