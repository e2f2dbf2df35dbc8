import {
  envelopeFromJson,
  envelopeSha256,
  envelopeToJson,
  IntegrityError,
  open,
  seal,
  type Envelope,
  type Refusal,
  type Release,
} from '@commonward/envelope';
import { planLength } from '@commonward/synthesis/plan';
import { Inject, Injectable } from '@nestjs/common';
import type { Site } from '../enrolment/site.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import { DATABASE, DocumentExists, revise, type Collection, type Database } from '../storage/collection.js';
import type { Study } from '../studies/study.js';
import { PlanStore } from '../studies/plan-store.js';
import { WitnessService } from '../witness/witness.service.js';
import { isSealedIn } from './sealed-in.js';
import { roundId, transition, type Answer, type Round, type StoredEnvelope } from './round.js';

const NO_PAYLOAD = new Uint8Array();

/** Opens rounds, hands out their offers and takes in each site's one answer. */
@Injectable()
export class RoundsService {
  readonly #keys: ConsortiumKeys;
  readonly #events: Events;
  readonly #blobs: BlobStore;
  readonly #plans: PlanStore;
  readonly #rounds: Collection<Round>;
  readonly #witness: WitnessService;

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(BLOBS) blobs: BlobStore,
    @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys,
    @Inject(Events) events: Events,
    @Inject(PlanStore) plans: PlanStore,
    @Inject(WitnessService) witness: WitnessService,
  ) {
    this.#keys = keys;
    this.#events = events;
    this.#blobs = blobs;
    this.#plans = plans;
    this.#rounds = database.collection<Round>('rounds');
    this.#witness = witness;
  }

  /** Opens the study's round unless it is open already. */
  async open(study: Study, round: number): Promise<void> {
    const plan = await this.#plans.bytes(study.planSha256);
    const offer = seal(
      { kind: 'offer', consortium: this.#keys.consortium, signer: this.#keys.identity.publicKey, study: study.id, round, planSha256: study.planSha256 },
      plan,
      this.#keys.identity,
    );
    const value: Round = {
      study: study.id,
      round,
      phase: 'collecting',
      planSha256: study.planSha256,
      offer: await this.#store(offer),
      openedAt: new Date().toISOString(),
      closedAt: null,
      answers: Object.fromEntries(study.sites.map((site) => [site, { state: 'waiting' } satisfies Answer])),
    };
    await this.#toldOf(study.id, () =>
      this.#rounds.insert(roundId(study.id, round), value).catch((error: unknown) => {
        if (!(error instanceof DocumentExists)) throw error;
        return null;
      }),
    );
  }

  async abort(study: string): Promise<void> {
    for (const { id, value } of await this.#rounds.list()) {
      if (value.study === study) await revise(this.#rounds, id, (round) => transition(round, { kind: 'aborted', at: new Date().toISOString() }));
    }
  }

  async of(study: string): Promise<readonly Round[]> {
    return (await this.#rounds.list()).map(({ value }) => value).filter((round) => round.study === study);
  }

  /** Every offer that waits for this site's answer, oldest first. */
  async offersFor(site: string): Promise<readonly Envelope[]> {
    const waiting = (await this.#rounds.list()).filter(({ value }) => value.phase === 'collecting' && value.answers[site]?.state === 'waiting');
    return Promise.all(waiting.map(({ value }) => this.envelope(value.offer)));
  }

  /**
   * Takes in a release and countersigns it. The same envelope always gets the same receipt.
   * @throws RequestError in one sentence; IntegrityError if a signature, hash or chain does not hold
   */
  async acceptRelease(site: Site, release: Envelope): Promise<Envelope> {
    const statement = open(release, { kind: 'release', publicKey: site.publicKey });
    const round = await this.#roundFor(site, statement);
    const known = round.answers[site.name];
    if (known?.state === 'released' && known.release.envelopeSha256 === envelopeSha256(release)) return this.envelope(known.receipt);
    if (known?.state !== 'waiting') throw new RequestError('exists', `The site ${site.name} has already answered round ${statement.round}.`);
    if (round.phase !== 'collecting') throw new RequestError('conflict', `Round ${statement.round} is closed.`);
    await this.#checkRelease(site, statement, round, release);
    const receipt = this.#receipt(statement, release);
    const answer: Extract<Answer, { state: 'released' }> = {
      state: 'released',
      at: new Date().toISOString(),
      bytes: release.statement.length + release.signature.length + release.payload.length,
      release: await this.#store(release),
      receipt: await this.#store(receipt),
      ledger: statement.ledger,
    };
    const recorded = (await this.#record(statement, answer))?.answers[site.name];
    if (recorded?.state !== 'released' || recorded.release.envelopeSha256 !== answer.release.envelopeSha256) {
      throw new RequestError('conflict', `Round ${statement.round} closed before the release of ${site.name} arrived.`);
    }
    return receipt;
  }

  /** Receipts of releases that were accepted, and of which the site's ledger does not say so: their replies were lost. */
  async missingReceipts(site: Site): Promise<readonly Envelope[]> {
    const debits = [...((await this.#witness.replica(site))?.chain.debits.values() ?? [])];
    const sealed = debits.filter(({ state }) => state.kind === 'sealed' && state.receiptSha256 === null);
    const rounds = await Promise.all(sealed.map(({ entry }) => this.#rounds.get(roundId(entry.study, entry.round))));
    const answers = rounds.flatMap((stored) => stored?.value.answers[site.name] ?? []);
    return Promise.all(answers.flatMap((answer) => (answer.state === 'released' ? [this.envelope(answer.receipt)] : [])));
  }

  async acceptRefusal(site: Site, refusal: Envelope): Promise<void> {
    const statement = open(refusal, { kind: 'refusal', publicKey: site.publicKey });
    const round = await this.#roundFor(site, statement);
    if (round.answers[site.name]?.state !== 'waiting') return;
    await this.#record(statement, { state: 'refused', at: new Date().toISOString(), reason: statement.reason, refusal: await this.#store(refusal) });
  }

  /** An envelope as it was stored. */
  async envelope(stored: StoredEnvelope): Promise<Envelope> {
    return envelopeFromJson(new TextDecoder().decode(await this.#blobs.get(stored.blob)));
  }

  async #store(envelope: Envelope): Promise<StoredEnvelope> {
    const blob = await this.#blobs.put(new TextEncoder().encode(envelopeToJson(envelope)));
    return { blob, envelopeSha256: envelopeSha256(envelope) };
  }

  async #roundFor(site: Site, statement: Release | Refusal): Promise<Round> {
    if (statement.site !== site.name) throw new IntegrityError('signer', `The statement names another site than the certificate of ${site.name}.`);
    const stored = await this.#rounds.get(roundId(statement.study, statement.round));
    if (stored === null || !Object.hasOwn(stored.value.answers, site.name)) {
      throw new RequestError('absent', `The site ${site.name} was not asked for round ${statement.round} of this study.`);
    }
    if (statement.offerSha256 !== stored.value.offer.envelopeSha256) throw new IntegrityError('chain', 'The answer speaks of another offer than the one that was made.');
    return stored.value;
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

  #receipt(statement: Release, release: Envelope): Envelope {
    const { study, round, site, ledger } = statement;
    const { consortium, identity } = this.#keys;
    return seal({ kind: 'receipt', consortium, signer: identity.publicKey, study, round, site, envelopeSha256: envelopeSha256(release), ledger }, NO_PAYLOAD, identity);
  }

  async #record(statement: Release | Refusal, answer: Exclude<Answer, { state: 'waiting' }>): Promise<Round | null> {
    const stored = await this.#toldOf(statement.study, () =>
      revise(this.#rounds, roundId(statement.study, statement.round), (round) => transition(round, { kind: 'answered', site: statement.site, answer })),
    );
    return stored?.value ?? null;
  }

  /** A write whose answer was lost may have been done: then too, whoever listens reads again, because nobody else will say so. */
  async #toldOf<T>(study: string, write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } finally {
      this.#events.changed('studies', study);
    }
  }
}
