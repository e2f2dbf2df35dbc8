import { IntegrityError, open, type Envelope, type LedgerReplica } from '@commonward/envelope';
import {
  agreementFor,
  coordinatorStep,
  decodeSiteMessage,
  encodeCoordinatorMessage,
  messageFor,
  missing,
  nativePrimitives,
  type CoordinatorTools,
  type Masks,
  type SiteMessage,
} from '@commonward/secure-aggregation';
import { isOfferedSum, planLength } from '@commonward/synthesis/plan';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock.js';
import type { Site } from '../enrolment/site.js';
import { RequestError } from '../errors.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { Envelopes } from '../rounds/envelopes.js';
import { roundId, type Round } from '../rounds/round.js';
import { isCommittedIn, isSealedIn } from '../rounds/sealed-in.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import { DATABASE, DocumentExists, type Collection, type Database } from '../storage/collection.js';
import { JointRevisions } from '../storage/joint-revisions.js';
import { PlanStore } from '../studies/plan-store.js';
import { openSum, stateBytes, stateOf, transition, type MaskedInput, type MaskedSum, type MaskedSumEvent } from './masked-sum.js';
import { VectorIntake } from './vector-intake.js';

/** A site that has advertised is there, so the messages that follow are not waited for as long as for an answer to an offer. */
const LONGEST_PHASE_MS = 120_000;
/** The phases after the first together wait no longer than the round waits for answers. */
const LATER_PHASES = 4;

/** In which phase a message counts; it may come again, and after its phase was closed without it. */
const PHASES = { advert: 'advertising', shares: 'sharing', input: 'masking', consent: 'agreeing', reveal: 'revealing' } as const satisfies Record<SiteMessage['kind'], MaskedSum['phase']>;

/** What a round waits for from one site. Whoever was told it once under this `id` need not be told again on the same connection. */
export interface MaskedCalled {
  readonly id: string;
  readonly attempt: number;
  /** Encoded; empty to ask for the advert. */
  readonly message: Uint8Array;
}

/** One message of a site on its way: the frames of its vector, if it is an input, and then the message. */
export type MaskedPart = { readonly kind: 'frame'; readonly bytes: Uint8Array } | { readonly kind: 'message'; readonly bytes: Uint8Array; readonly contribution: Envelope | null };

export interface MaskedDelivery {
  readonly site: Site;
  readonly round: Round;
  readonly attempt: number;
  readonly replica: LedgerReplica | null;
  readonly parts: AsyncIterable<MaskedPart>;
}

/** What has been learnt in a sum that has ended: with it the sum can be taken again by anybody. */
export interface MaskedEvidence {
  /** The last phase with all that came in it, as `encodeCoordinatorState` writes it. */
  readonly state: Uint8Array;
  /** What is still to be taken from the sum of the vectors. */
  readonly masks: Masks;
  /** The masked vectors that are in the sum, in the order of the roster. */
  readonly vectors: readonly { readonly site: string; readonly frames: readonly string[] }[];
}

/** The masked sums of rounds: each is one document, changed by compare-and-set, so whoever leads goes on with it. */
@Injectable()
export class MaskedSums {
  readonly #blobs: BlobStore;
  readonly #envelopes: Envelopes;
  readonly #plans: PlanStore;
  readonly #clock: Clock;
  readonly #sums: Collection<MaskedSum>;
  readonly #revisions: JointRevisions<MaskedSum>;
  readonly #tools: CoordinatorTools;

  constructor(
    @Inject(DATABASE) database: Database,
    @Inject(BLOBS) blobs: BlobStore,
    @Inject(Envelopes) envelopes: Envelopes,
    @Inject(CONSORTIUM_KEYS) { identity }: ConsortiumKeys,
    @Inject(PlanStore) plans: PlanStore,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#blobs = blobs;
    this.#envelopes = envelopes;
    this.#plans = plans;
    this.#clock = clock;
    this.#sums = database.collection<MaskedSum>('masked-sums');
    this.#revisions = new JointRevisions(this.#sums);
    this.#tools = { primitives: nativePrimitives, identity };
  }

  /** How far the masked sum of a round has come; null if it has none. */
  async of({ study, round, aggregation }: Pick<Round, 'study' | 'round' | 'aggregation'>): Promise<MaskedSum | null> {
    return aggregation === 'masked' ? ((await this.#sums.get(roundId(study, round)))?.value ?? null) : null;
  }

  /** Brings the sum of a round up to what the round and the time say; opens it if it is not there. @returns whether that changed what sites are to be told */
  async carry(round: Round, answerWithinMs: number): Promise<{ readonly sum: MaskedSum; readonly moved: boolean }> {
    const at = this.#now();
    const known = await this.of(round);
    const before = known ?? (await this.#open(round, answerWithinMs));
    const gone = goneFrom(round, before);
    const reopened: MaskedSumEvent = { kind: 'reopened', opening: round.attempt, deadlineAt: round.deadlineAt };
    const events: readonly MaskedSumEvent[] = round.pausedAt === null ? [{ kind: 'resumed', at }, { kind: 'time', at, gone }] : [{ kind: 'paused', at }];
    const { sum, moved } = await this.#revise(round, (stored) => [reopened, ...events].reduce((carried, event) => transition(this.#tools, carried, event), stored));
    return { sum, moved: moved || known === null };
  }

  /** What the open phase waits for from a site; null if from this one it waits for nothing. */
  async callFor(round: Round, site: string): Promise<MaskedCalled | null> {
    const sum = await this.of(round);
    if (sum === null || sum.ended) return null;
    const state = stateOf(sum);
    const place = placeIn(sum, site);
    if (!missing(state).includes(place)) return null;
    const [outgoing] = messageFor(state, place);
    const message = outgoing === undefined ? new Uint8Array() : encodeCoordinatorMessage(outgoing.message);
    return { id: `${roundId(round.study, round.round)}#${round.attempt}/${sum.attempt}/${sum.phase}`, attempt: sum.attempt, message };
  }

  /**
   * Takes in what a site says. A message of a phase that is over changes nothing.
   * @returns whether the open phase is over with it
   * @throws RequestError `conflict` for an attempt that is over; AggregationError or IntegrityError if it does not hold
   */
  async accept(delivery: MaskedDelivery): Promise<boolean> {
    const { site, round, attempt, parts } = delivery;
    const sum = await this.of(round);
    if (sum === null || sum.attempt !== attempt) throw new RequestError('conflict', `Attempt ${attempt} of the masked round ${round.round} is over; the site is told if there is another.`);
    const intake = this.#intakeFor(sum, site.name);
    for await (const part of parts) {
      if (part.kind === 'frame') await intake?.take(part.bytes);
      else return this.#take(delivery, { message: decodeSiteMessage(part.bytes), contribution: part.contribution, intake });
    }
    throw new RequestError('invalid', 'The message of a masked round was cut off.');
  }

  /** What a sum has ended with. @throws Error before that */
  async evidence(round: Pick<Round, 'study' | 'round' | 'aggregation'>): Promise<MaskedEvidence> {
    const sum = await this.of(round);
    if (sum?.ended !== true) throw new Error('The masked sum of this round has not ended.');
    const { state } = coordinatorStep(this.#tools, stateOf(sum), { kind: 'closed' });
    if (state.kind !== 'recovered') throw new Error('The masked sum of this round does not open.');
    const names = state.survivors.map((place) => state.agreement.roster[place].site);
    return { state: stateBytes(sum), masks: state.masks, vectors: names.map((site) => ({ site, frames: sum.inputs[site].frames })) };
  }

  /** A masked vector as it came, in one piece. @param frames its blobs, in order */
  async vector(frames: readonly string[]): Promise<Uint8Array> {
    return new Uint8Array(Buffer.concat(await Promise.all(frames.map((frame) => this.#blobs.get(frame)))));
  }

  async #open(round: Round, answerWithinMs: number): Promise<MaskedSum> {
    const plan = await this.#plans.plan(round.planSha256);
    if (!isOfferedSum(plan)) throw new Error('The plan of a masked round names no keys.');
    const { study, planSha256 } = round;
    const coordinatorKey = this.#tools.identity.publicKey;
    const agreement = agreementFor(plan, { study, round: round.round, attempt: 0, planSha256, coordinatorKey, length: planLength(plan) });
    const opened = openSum({ agreement, opening: round.attempt, deadlineAt: round.deadlineAt, phaseWithinMs: Math.min(answerWithinMs / LATER_PHASES, LONGEST_PHASE_MS) });
    try {
      return (await this.#sums.insert(roundId(study, round.round), opened)).value;
    } catch (error) {
      if (!(error instanceof DocumentExists)) throw error;
      return (await this.of(round)) ?? opened;
    }
  }

  /** @returns null if the vector of this site is not waited for: its frames are passed over */
  #intakeFor(sum: MaskedSum, site: string): VectorIntake | null {
    const state = stateOf(sum);
    if (sum.ended || state.kind !== 'masking' || !missing(state).includes(placeIn(sum, site))) return null;
    return new VectorIntake(this.#blobs, { context: state.context, length: state.agreement.length });
  }

  async #take(delivery: MaskedDelivery, { message, contribution, intake }: { readonly message: SiteMessage; readonly contribution: Envelope | null; readonly intake: VectorIntake | null }): Promise<boolean> {
    const { site, round, attempt } = delivery;
    if (message.kind === 'advert') checkAdvert(delivery, message);
    if (message.kind === 'input' && intake === null) return false;
    const input = message.kind === 'input' && intake !== null ? await this.#input(delivery, { message, contribution, intake }) : null;
    const { moved } = await this.#revise(round, (sum) => {
      if (sum.attempt !== attempt || sum.phase !== PHASES[message.kind]) return sum;
      return transition(this.#tools, sum, { kind: 'received', from: placeIn(sum, site.name), message, input, at: this.#now(), gone: goneFrom(round, sum) });
    });
    return moved;
  }

  async #input({ site, round, attempt, replica }: MaskedDelivery, { message, contribution, intake }: { readonly message: Extract<SiteMessage, { kind: 'input' }>; readonly contribution: Envelope | null; readonly intake: VectorIntake }): Promise<MaskedInput> {
    const { frames, sha256 } = intake.end();
    const maskedSha256 = hexOf(sha256);
    if (hexOf(message.maskedSha256) !== maskedSha256) throw new IntegrityError('payload', `The input of ${site.name} names another vector than it has sent.`);
    if (contribution === null) throw new RequestError('invalid', 'An input comes with the contribution that the site has signed.');
    const statement = open(contribution, { kind: 'contribution', publicKey: site.publicKey });
    const offerSha256 = round.offer.envelopeSha256;
    if (statement.site !== site.name || statement.study !== round.study || statement.round !== round.round || statement.offerSha256 !== offerSha256 || statement.attempt !== attempt || statement.maskedSha256 !== maskedSha256) {
      throw new IntegrityError('chain', `The contribution of ${site.name} speaks of another vector or attempt.`);
    }
    if (!isSealedIn(replica, { ...statement, payloadSha256: statement.commitment })) throw new IntegrityError('chain', `The ledger of ${site.name}, as it was witnessed, does not hold the seal of this contribution.`);
    return { frames, maskedSha256, contribution: await this.#envelopes.put(contribution) };
  }

  async #revise({ study, round }: Round, change: (sum: MaskedSum) => MaskedSum): Promise<{ readonly sum: MaskedSum; readonly moved: boolean }> {
    let moved = false;
    const stored = await this.#revisions.revise(roundId(study, round), (before) => {
      const after = change(before);
      moved = after.ended !== before.ended || after.phase !== before.phase || after.attempt !== before.attempt || after.pausedAt !== before.pausedAt;
      return after;
    });
    if (stored === null) throw new Error('A sum that was read is not there');
    return { sum: stored.value, moved };
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

/** The sites that have refused the round, or left. */
function goneFrom({ answers }: Round, sum: MaskedSum): readonly number[] {
  return stateOf(sum).agreement.roster.flatMap(({ site }, place) => (answers[site]?.state === 'waiting' ? [] : [place]));
}

function placeIn(sum: MaskedSum, site: string): number {
  return stateOf(sum).agreement.roster.findIndex((member) => member.site === site);
}

/** What is advertised is what the site's ledger has sealed for this offer, as it was witnessed. */
function checkAdvert({ site, round, replica }: MaskedDelivery, { advert }: Extract<SiteMessage, { kind: 'advert' }>): void {
  const { study, planSha256, offer } = round;
  if (isCommittedIn(replica, { study, round: round.round, planSha256, offerSha256: offer.envelopeSha256, payloadSha256: hexOf(advert.commitment) })) return;
  throw new IntegrityError('chain', `The ledger of ${site.name}, as it was witnessed, does not hold the commitment that it advertises.`);
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
