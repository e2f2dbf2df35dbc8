import { roundKey } from '@commonward/envelope';
import {
  agreementSha256,
  beginAttempt,
  decodeCoordinatorMessage,
  isNewRecord,
  nativePrimitives,
  rosterSha256,
  siteStep,
  wipe,
  type SiteEffect,
  type SiteEvent,
  type SiteMessage,
  type SiteStep,
  type SiteTools,
  type UnmaskRecord,
} from '@commonward/secure-aggregation';
import { maskedVector } from '../egress/masked-vector.js';
import type { Link, MaskedCall, MaskedSubmission } from '../egress/link.js';
import { contributionEnvelope } from '../egress/outgoing.js';
import type { MaskableVector } from '../ledger/ledger.js';
import type { Desk } from './answer-offer.js';
import { bytesOf, hexOf, keepAttempt, keptAttempt, NOTHING_MASKED, unmaskRecordOf, type KeptAttempt } from './kept-attempt.js';
import { agreementOf, type SumOffer } from './sum-terms.js';
import { takeOrders } from './take-orders.js';

type Participant = Pick<Desk, 'sender' | 'coordinatorKey' | 'ledger' | 'random' | 'operator'>;

/**
 * This site's part in masked rounds, for the time of one connection. What it has to remember is beside the ledger: after any
 * interruption the coordinator says again what it waits for, and gets the same answer.
 *
 * Guarantee: of a vector nothing leaves but under masks, and nothing before the ledger lets it be masked; a share that opens a sum
 * leaves only when the ledger says, durably, that the vector is in this sum and no other.
 */
export class MaskedExchange {
  readonly #desk: Participant;
  readonly #link: Link;
  /** Offers that were answered with a vector, by round. */
  readonly #joined = new Map<string, SumOffer>();
  /** The newest call of each round; one may come before its offer could be answered. */
  readonly #calls = new Map<string, MaskedCall>();

  constructor(desk: Participant, link: Link) {
    this.#desk = desk;
    this.#link = link;
  }

  /** The offer is answered: its vector is sealed and witnessed. @throws AggregationError as `hear` */
  async join(sum: SumOffer): Promise<void> {
    this.#joined.set(roundKey(sum.offer), sum);
    const call = this.#calls.get(roundKey(sum.offer));
    if (call !== undefined) await this.#answer(sum, call);
  }

  /** @throws AggregationError if what the coordinator says does not hold: nothing has changed then */
  async hear(call: MaskedCall): Promise<void> {
    this.#calls.set(roundKey(call), call);
    const sum = this.#joined.get(roundKey(call));
    if (sum !== undefined) await this.#answer(sum, call);
  }

  /** Nothing is answered for a vector that may not be masked, be it that its operator has refused the study just now. */
  async #answer(sum: SumOffer, call: MaskedCall): Promise<void> {
    takeOrders(this.#desk);
    const maskable = this.#desk.ledger.maskable(sum.offer);
    if (maskable === null) return;
    const kept = keptAttempt(this.#desk.ledger, sum.offer);
    const known = kept?.state.stage.agreement.attempt ?? -1;
    if (call.message.length === 0) {
      if (call.attempt > known) await this.#begin(maskable, sum, call.attempt);
      else if (call.attempt === known && kept !== null) await this.#advertiseAgain(maskable, kept);
    } else if (kept !== null && call.attempt === known) {
      await this.#step(maskable, kept, { kind: 'received', message: decodeCoordinatorMessage(call.message) });
    }
  }

  async #begin(maskable: MaskableVector, sum: SumOffer, attempt: number): Promise<void> {
    const { ledger, sender, random } = this.#desk;
    const agreement = agreementOf(this.#desk, sum, attempt);
    const commitment = bytesOf(maskable.sealed.payloadSha256);
    // Whether this roster is the one to take part with was decided when the offer was answered.
    const beginning = { agreement, pinnedRosterSha256: rosterSha256(agreement.roster), site: sender.site, commitment, record: unmaskRecordOf(ledger, sum.offer) };
    await this.#carryOut(maskable, beginAttempt(this.#tools, beginning, random), NOTHING_MASKED);
  }

  /** The advert was lost on its way, or the coordinator has forgotten it: the same again. Of another roll than the first one nothing follows. */
  async #advertiseAgain(maskable: MaskableVector, { state: { stage } }: KeptAttempt): Promise<void> {
    if (stage.kind !== 'finished') await this.#send(maskable, stage.agreement.attempt, { message: { kind: 'advert', agreement: agreementSha256(stage.agreement), advert: stage.advert }, input: null });
  }

  async #step(maskable: MaskableVector, kept: KeptAttempt, event: SiteEvent): Promise<void> {
    await this.#carryOut(maskable, siteStep(this.#tools, kept.state, event), kept.maskedSha256);
  }

  /** The new state is durable before anything follows from it. */
  async #carryOut(maskable: MaskableVector, { state, effects }: SiteStep, maskedBefore: Uint8Array): Promise<void> {
    const maskedSha256 = 'maskedSha256' in state.stage ? state.stage.maskedSha256.slice() : maskedBefore;
    const kept = keepAttempt(this.#desk.ledger, maskable.sealed, { state, maskedSha256 });
    for (const effect of effects) await this.#effect(maskable, kept, effect);
    wipe(state);
    wipe(kept.state);
  }

  async #effect(maskable: MaskableVector, kept: KeptAttempt, effect: SiteEffect): Promise<void> {
    switch (effect.kind) {
      case 'send':
        return this.#say(maskable, kept, effect.message);
      case 'mask':
        return this.#step(maskable, kept, { kind: 'masked', sha256: maskedVector(maskable, kept.state).sha256 });
      case 'record':
        this.#record(maskable, effect.record);
        return this.#step(maskable, kept, { kind: 'recorded', record: effect.record });
      default:
        return effect satisfies never;
    }
  }

  /** @throws AggregationError `unmasked` if the vector is bound to other survivors */
  #record({ sealed }: MaskableVector, record: UnmaskRecord): void {
    const { ledger } = this.#desk;
    if (isNewRecord(unmaskRecordOf(ledger, sealed), record)) ledger.unmask(sealed, hexOf(record.survivorsSha256));
  }

  /** An input goes with its vector, which is masked again: the same state gives the same bytes. */
  async #say(maskable: MaskableVector, { state, maskedSha256 }: KeptAttempt, message: SiteMessage): Promise<void> {
    const { attempt } = state.stage.agreement;
    const contribution = () => contributionEnvelope(this.#desk.sender, maskable.sealed, { attempt, maskedSha256: hexOf(maskedSha256) });
    await this.#send(maskable, attempt, { message, input: message.kind === 'input' ? { vector: maskedVector(maskable, state), contribution: contribution() } : null });
  }

  #send({ sealed: { study, round } }: MaskableVector, attempt: number, said: Pick<MaskedSubmission, 'message' | 'input'>): Promise<void> {
    return this.#link.submitMasked({ study, round, attempt, ...said });
  }

  get #tools(): SiteTools {
    return { primitives: nativePrimitives, identity: this.#desk.sender.identity };
  }
}
