import {
  envelopeFromBytes,
  envelopeSha256,
  envelopeToBytes,
  IntegrityError,
  open,
  roundKey,
  seal,
  type Envelope,
  type Refusal,
  type Release,
} from '@commonward/envelope';
import { planLength } from '@commonward/synthesis/plan';
import { Inject, Injectable } from '@nestjs/common';
import { isBound, sumDueAt, type MaskedSum } from '../aggregation/masked-sum.js';
import { MaskedSums, type MaskedCalled, type MaskedEvidence, type MaskedPart } from '../aggregation/masked-sums.js';
import { CLOCK, type Clock } from '../clock.js';
import type { Site } from '../enrolment/site.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { onceMore } from '../once-more.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import { DATABASE, DocumentExists, revise, type Collection, type Database, type Stored } from '../storage/collection.js';
import { JointRevisions } from '../storage/joint-revisions.js';
import type { Study } from '../studies/study.js';
import { PlanStore } from '../studies/plan-store.js';
import { WitnessService } from '../witness/witness.service.js';
import { acceptedOf, type Accepted, type Answer, type Released, type StoredEnvelope } from './answer.js';
import { eventsOfStudy } from './events-of-study.js';
import { isSealedIn } from './sealed-in.js';
import { nextDueAt, roundId, transition, waitFrom, type Round, type RoundEvent } from './round.js';

const NO_PAYLOAD = new Uint8Array();

/** What a site is asked. Whoever has answered it once under this `id` need not be asked again. */
export interface Offered {
  /** Of the round and the attempt. */
  readonly id: string;
  readonly envelope: Envelope;
}

/** Opens rounds, carries them through time, hands out their offers and takes in each site's one answer. */
@Injectable()
export class RoundsService {
  readonly #keys: ConsortiumKeys;
  readonly #events: Events;
  readonly #blobs: BlobStore;
  readonly #plans: PlanStore;
  readonly #rounds: Collection<Round>;
  /** Answers of many sites to one round come at once. */
  readonly #answers: JointRevisions<Round>;
  readonly #sites: Collection<Site>;
  readonly #studies: Collection<Study>;
  readonly #witness: WitnessService;
  readonly #clock: Clock;
  readonly #sums: MaskedSums;
  /** Rounds that wait for answers, read once for all streams of sites that look at the same change. */
  readonly #waiting: () => Promise<readonly Round[]>;
  /** By study: where its masked sum stood when this coordinator last told of it. A write may take effect long after it was given up. */
  readonly #told = new Map<string, string>();

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(BLOBS) blobs: BlobStore,
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(Events) events: Events,
    @Inject(PlanStore) plans: PlanStore,
    @Inject(WitnessService) witness: WitnessService,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#keys = keys;
    this.#events = events;
    this.#blobs = blobs;
    this.#plans = plans;
    this.#rounds = database.collection<Round>('rounds');
    this.#answers = new JointRevisions(this.#rounds);
    this.#sites = database.collection<Site>('sites');
    this.#studies = database.collection<Study>('studies');
    this.#witness = witness;
    this.#clock = clock;
    this.#waiting = onceMore(() => this.#openRounds());
    this.#sums = new MaskedSums({ database, blobs, keys, plans, clock, store: (envelope) => this.#store(envelope) });
  }

  /** Opens the study's round unless it is open already. */
  async open(study: Study, round: number): Promise<void> {
    const plan = await this.#plans.bytes(study.planSha256);
    const { sites, quorum } = round === 1 ? study : await this.#sitesOfLater(study);
    const offer = seal(
      { kind: 'offer', consortium: this.#keys.consortium, signer: this.#keys.identity.publicKey, study: study.id, round, planSha256: study.planSha256 },
      plan,
      this.#keys.identity,
    );
    const openedAt = this.#now();
    const value: Round = {
      study: study.id,
      round,
      attempt: study.attempt,
      phase: 'collecting',
      reason: null,
      quorum,
      ...waitFrom(openedAt, study.answerWithinMs),
      overdue: false,
      pausedAt: null,
      aggregation: study.aggregation,
      planSha256: study.planSha256,
      offer: await this.#store(offer),
      openedAt,
      closedAt: null,
      answers: Object.fromEntries(sites.map((site) => [site, { state: 'waiting' } satisfies Answer])),
    };
    try {
      await this.#rounds.insert(roundId(study.id, round), value);
    } catch (error) {
      if (!(error instanceof DocumentExists)) throw error;
    } finally {
      // Also if the store did not answer: the write may have been done, and nobody else will say so.
      this.#events.changed('studies', study.id);
    }
  }

  /** A later round is of the sites whose releases it follows from, and of all of them. */
  async #sitesOfLater({ planSha256 }: Study): Promise<Pick<Study, 'sites' | 'quorum'>> {
    const { sites } = await this.#plans.plan(planSha256);
    return { sites, quorum: sites.length };
  }

  /** Ends the newest round of a study; all before it are complete. */
  async abort({ id, round: newest }: Study): Promise<void> {
    await this.#revise(roundId(id, newest), (round) => transition(round, { kind: 'stopped', at: this.#now() }));
  }

  /**
   * Brings a study's round up to what the study says, who has left, and what time it is: all of it from what is stored, so
   * nothing is forgotten in a crash, and doing it twice changes nothing.
   * @returns null if none was opened
   */
  async carry(study: Study, round: number): Promise<Round | null> {
    const left = (await this.#sites.list()).filter(({ value }) => value.state === 'revoked' && study.sites.includes(value.name));
    const carried = await this.#revise(roundId(study.id, round), (before) => {
      const at = this.#now();
      const leaving = left.map(({ value }): RoundEvent => ({ kind: 'left', site: value.name, at }));
      return [...eventsOfStudy(study, at), ...leaving, { kind: 'deadline', at } satisfies RoundEvent].reduce(transition, before);
    });
    return carried?.aggregation === 'masked' && carried.phase === 'collecting' ? this.#carrySum(study, carried) : carried;
  }

  /** The round, closed if its masked sum is known. */
  async #carrySum(study: Study, round: Round): Promise<Round | null> {
    const { sum, moved } = await this.#sums.carry(round, study.answerWithinMs);
    const stands = JSON.stringify([sum.attempt, sum.phase, sum.pausedAt, sum.ended]);
    const isTold = this.#told.get(study.id) === stands;
    this.#told.set(study.id, stands);
    if (moved || !isTold) this.#events.changed('studies', study.id);
    if (!sum.ended) return round;
    const answers = await this.#summed(round, sum);
    return this.#revise(roundId(study.id, round.round), (before) => transition(before, { kind: 'summed', answers, at: this.#now() }));
  }

  /** When time alone changes a round or its masked sum next; null if it does not. */
  async dueAt(round: Round): Promise<string | null> {
    const roundDueAt = nextDueAt(round);
    const sum = round.aggregation === 'masked' && round.phase === 'collecting' ? await this.#sums.of(round) : null;
    const due = [roundDueAt, sum === null ? null : sumDueAt(sum)].filter((at) => at !== null);
    return due.length === 0 ? null : due.reduce((a, b) => (Date.parse(a) < Date.parse(b) ? a : b));
  }

  /** How far the masked sum of a round has come; null if it has none. */
  sumOf(round: Round): Promise<MaskedSum | null> {
    return round.aggregation === 'masked' ? this.#sums.of(round) : Promise.resolve(null);
  }

  /** The sites whose ledgers, as witnessed, have paid for a round, whatever became of it. */
  async payers(round: Round): Promise<ReadonlySet<string>> {
    const asked = (await this.#sites.list()).map(({ value }) => value).filter(({ name }) => Object.hasOwn(round.answers, name));
    const paid = await Promise.all(asked.map(async (site) => (await this.#witness.replica(site))?.chain.debits.has(roundKey(round)) === true));
    return new Set(asked.filter((_, i) => paid[i]).map(({ name }) => name));
  }

  /** What a complete masked round was summed from. */
  evidence(round: Round): Promise<MaskedEvidence> {
    return this.#sums.evidence(round);
  }

  /**
   * Takes in a site's message of a masked round.
   * @throws RequestError in one sentence; IntegrityError or AggregationError if something in it does not hold
   */
  async acceptMasked(site: Site, { study, round: number, attempt }: { readonly study: string; readonly round: number; readonly attempt: number }, parts: AsyncIterable<MaskedPart>): Promise<void> {
    const round = await this.at(study, number);
    if (round?.aggregation !== 'masked' || !Object.hasOwn(round.answers, site.name)) throw new RequestError('absent', `The site ${site.name} was not asked for a masked round ${number} of this study.`);
    if (acceptedOf(round.answers[site.name]) !== null) return;
    if (round.phase !== 'collecting') throw new RequestError('conflict', tooLate(round));
    if (round.answers[site.name].state !== 'waiting') throw new RequestError('conflict', `The site ${site.name} takes part in round ${number} no more.`);
    const moved = await this.#sums.accept({ site, round, attempt, replica: await this.#witness.replica(site), parts });
    this.#events.changed(moved ? 'studies' : 'rounds', study);
  }

  /** What each survivor's answer amounts to: its contribution, countersigned. The same sum gives the same bytes. */
  async #summed(round: Round, sum: MaskedSum): Promise<Readonly<Record<string, Released>>> {
    const keys = new Map((await this.#sites.list()).map(({ value }) => [value.name, value.publicKey]));
    const answers = Object.entries(sum.inputs).map(async ([site, { contribution }]): Promise<[string, Released]> => {
      const envelope = await this.envelope(contribution);
      const { ledger, length } = open(envelope, { kind: 'contribution', publicKey: keys.get(site) ?? '' });
      const receipt = await this.#store(this.#receipt({ study: round.study, round: round.round, site, ledger }, envelope));
      return [site, { state: 'released', at: this.#now(), bytes: Int32Array.BYTES_PER_ELEMENT * length, release: contribution, receipt, ledger }];
    });
    return Object.fromEntries(await Promise.all(answers));
  }

  /** One round of a study; null if it was not opened. */
  async at(study: string, round: number): Promise<Round | null> {
    return (await this.#rounds.get(roundId(study, round)))?.value ?? null;
  }

  /** The rounds of a study, in order. @param after how many of the first are left out */
  async of(study: string, { after = 0 }: { readonly after?: number } = {}): Promise<readonly Round[]> {
    const newest = (await this.#studies.get(study))?.value.round ?? 0;
    const rounds = await Promise.all(Array.from({ length: Math.max(0, newest - after) }, (_, at) => this.at(study, after + at + 1)));
    return rounds.filter((round) => round !== null);
  }

  /** Only the newest round of a study can wait for answers, and only while the study runs: what has ended is not read again at every change. */
  async #openRounds(): Promise<readonly Round[]> {
    const running = (await this.#studies.list()).filter(({ value }) => value.state === 'running');
    const newest = await Promise.all(running.map(({ value: { id, round } }) => this.at(id, round)));
    return newest.filter((round) => round !== null).filter(({ phase, pausedAt }) => phase === 'collecting' && pausedAt === null);
  }

  /** Every offer that waits for this site's answer, oldest first; none of a study that is paused. */
  async offersFor(site: string): Promise<readonly Offered[]> {
    const waiting = (await this.#waiting()).filter(({ answers }) => answers[site]?.state === 'waiting');
    return Promise.all(waiting.map(async ({ study, round, attempt, offer }) => ({ id: `${roundId(study, round)}#${attempt}`, envelope: await this.envelope(offer) })));
  }

  /** What masked rounds wait for from a site; none of a study that is paused. */
  async callsFor(site: string): Promise<readonly (MaskedCalled & Pick<Round, 'study' | 'round'>)[]> {
    const waiting = (await this.#waiting()).filter(({ aggregation, answers }) => aggregation === 'masked' && answers[site]?.state === 'waiting');
    const calls = await Promise.all(waiting.map(async (round) => ({ round, call: await this.#sums.callFor(round, site) })));
    return calls.flatMap(({ round: { study, round }, call }) => (call === null ? [] : [{ ...call, study, round }]));
  }

  /** Receipts of masked rounds that have ended, and of which the site's ledger does not say so. */
  async receiptsOfSums(site: Site): Promise<readonly { readonly id: string; readonly envelope: Envelope }[]> {
    const ended = (await this.#unreceipted(site)).filter(({ round }) => round.aggregation === 'masked');
    return Promise.all(ended.map(async ({ answer: { receipt } }) => ({ id: receipt.envelopeSha256, envelope: await this.envelope(receipt) })));
  }

  /**
   * Takes in a release and countersigns it. The same envelope always gets the same receipt.
   * @throws RequestError in one sentence; IntegrityError if a signature, hash or chain does not hold
   */
  async acceptRelease(site: Site, release: Envelope): Promise<Envelope> {
    const statement = open(release, { kind: 'release', publicKey: site.publicKey });
    const round = await this.#roundFor(site, statement);
    const known = acceptedOf(round.answers[site.name]);
    if (known?.release.envelopeSha256 === envelopeSha256(release)) return this.envelope(known.receipt);
    if (round.aggregation === 'masked') throw new RequestError('invalid', `Round ${round.round} is masked: no release is taken by itself.`);
    if (round.answers[site.name].state !== 'waiting') throw new RequestError('exists', `The site ${site.name} has already answered round ${statement.round}.`);
    if (round.phase !== 'collecting') throw new RequestError('conflict', tooLate(round));
    await this.#checkRelease(site, statement, round, release);
    const receipt = this.#receipt(statement, release);
    const [storedRelease, storedReceipt] = await Promise.all([this.#store(release), this.#store(receipt)]);
    const answer: Released = {
      state: 'released',
      at: this.#now(),
      bytes: release.statement.length + release.signature.length + release.payload.length,
      release: storedRelease,
      receipt: storedReceipt,
      ledger: statement.ledger,
    };
    const recorded = await this.#record(statement, { kind: 'released', site: site.name, answer });
    if (acceptedOf(recorded.answers[site.name])?.release.envelopeSha256 !== answer.release.envelopeSha256) throw new RequestError('conflict', tooLate(recorded));
    return receipt;
  }

  /** Receipts of releases that were accepted, and of which the site's ledger does not say so: their replies were lost. */
  async missingReceipts(site: Site): Promise<readonly Envelope[]> {
    return Promise.all((await this.#unreceipted(site)).map(({ answer }) => this.envelope(answer.receipt)));
  }

  /** What was accepted of what the site's ledger, as witnessed, has sealed and holds no receipt for. */
  async #unreceipted(site: Site): Promise<readonly { readonly round: Round; readonly answer: Accepted }[]> {
    const debits = [...((await this.#witness.replica(site))?.chain.debits.values() ?? [])];
    const sealed = debits.filter(({ state }) => state.kind === 'sealed' && state.receiptSha256 === null);
    const rounds = await Promise.all(sealed.map(({ entry }) => this.at(entry.study, entry.round)));
    return rounds.flatMap((round) => {
      const answer = acceptedOf(round?.answers[site.name]);
      return round === null || answer === null ? [] : [{ round, answer }];
    });
  }

  /**
   * Takes in a refusal. The refusal of a site's operator takes back the release that the site has made, as long as the round is open.
   * @throws RequestError `conflict` if that comes too late
   */
  async acceptRefusal(site: Site, refusal: Envelope): Promise<void> {
    const statement = open(refusal, { kind: 'refusal', publicKey: site.publicKey });
    const { reason } = statement;
    const round = await this.#roundFor(site, statement);
    if (!isAnsweredBy(round.answers[site.name], reason)) return;
    const sum = round.aggregation === 'masked' ? await this.#sums.of(round) : null;
    if (sum !== null && isBound(sum, site.name)) throw new RequestError('conflict', `The vector of ${site.name} is bound to the sum of round ${round.round}, so it is too late to take it back.`);
    const answer: Extract<Answer, { state: 'refused' }> = { state: 'refused', at: this.#now(), reason, refusal: await this.#store(refusal) };
    const recorded = await this.#record(statement, { kind: 'refused', site: site.name, answer });
    if (recorded.answers[site.name].state === 'released') throw new RequestError('conflict', `Round ${recorded.round} is closed, so it is too late to take back the release of ${site.name}: it stays in use.`);
  }

  /** A masked vector as it came, in one piece. @param frames its blobs, in order */
  async vector(frames: readonly string[]): Promise<Uint8Array> {
    return new Uint8Array(Buffer.concat(await Promise.all(frames.map((frame) => this.#blobs.get(frame)))));
  }

  /** An envelope as it was stored. */
  async envelope(stored: StoredEnvelope): Promise<Envelope> {
    return envelopeFromBytes(await this.#blobs.get(stored.blob));
  }

  async #store(envelope: Envelope): Promise<StoredEnvelope> {
    const blob = await this.#blobs.put(envelopeToBytes(envelope));
    return { blob, envelopeSha256: envelopeSha256(envelope) };
  }

  async #roundFor(site: Site, statement: Release | Refusal): Promise<Round> {
    if (statement.site !== site.name) throw new IntegrityError('signer', `The statement names another site than the certificate of ${site.name}.`);
    const round = await this.at(statement.study, statement.round);
    if (round === null || !Object.hasOwn(round.answers, site.name)) {
      throw new RequestError('absent', `The site ${site.name} was not asked for round ${statement.round} of this study.`);
    }
    if (statement.offerSha256 !== round.offer.envelopeSha256) throw new IntegrityError('chain', 'The answer speaks of another offer than the one that was made.');
    return round;
  }

  async #checkRelease(site: Site, statement: Release, round: Round, release: Envelope): Promise<void> {
    const plan = await this.#plans.plan(round.planSha256);
    if (statement.planSha256 !== round.planSha256) throw new IntegrityError('chain', 'The release was made for another plan.');
    if (statement.length !== planLength(plan) || release.payload.length !== 4 * statement.length) {
      throw new RequestError('invalid', `A release of this plan holds ${planLength(plan)} integers of 4 bytes.`);
    }
    if (!isSealedIn(await this.#witness.replica(site), statement)) {
      throw new IntegrityError('chain', `The ledger of ${site.name}, as it was witnessed, does not hold the seal of this release.`);
    }
  }

  #receipt({ study, round, site, ledger }: Pick<Release, 'study' | 'round' | 'site' | 'ledger'>, release: Envelope): Envelope {
    const { consortium, identity } = this.#keys;
    return seal({ kind: 'receipt', consortium, signer: identity.publicKey, study, round, site, envelopeSha256: envelopeSha256(release), ledger }, NO_PAYLOAD, identity);
  }

  async #record(statement: Release | Refusal, event: RoundEvent): Promise<Round> {
    const round = await this.#tellOf((before) => transition(before, event), (change) => this.#answers.revise(roundId(statement.study, statement.round), change));
    if (round === null) throw new Error('A round that was read is not there');
    return round;
  }

  #revise(id: string, change: (round: Round) => Round): Promise<Round | null> {
    return this.#tellOf(change, (told) => revise(this.#rounds, id, told));
  }

  /** Revises a round, and tells of it if it has changed, or may have. */
  async #tellOf(change: (round: Round) => Round, revised: (change: (round: Round) => Round) => Promise<Stored<Round> | null>): Promise<Round | null> {
    const changed = new Set<string>();
    try {
      const stored = await revised((before) => {
        const after = change(before);
        if (after !== before) changed.add(after.study);
        return after;
      });
      return stored?.value ?? null;
    } finally {
      for (const study of changed) this.#events.changed('studies', study);
    }
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

/** Whether a refusal says anything new: a site that waits answers, and one that has released may take it back. */
const isAnsweredBy = ({ state }: Answer, reason: Refusal['reason']): boolean => state === 'waiting' || (state === 'released' && reason === 'operator');

function tooLate({ round, reason }: Round): string {
  const ended = reason === 'timeout' ? 'was given up for lack of answers; if it is opened again, the same bytes are asked for and nothing is paid again' : 'is closed and goes on without this release; what was paid for it stays spent';
  return `Round ${round} ${ended}.`;
}
