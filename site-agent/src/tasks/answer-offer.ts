import { envelopeSha256, IntegrityError, open, sha256Hex, type Envelope, type RefusalReason } from '@commonward/envelope';
import type { RandomSource } from '@commonward/privacy';
import type { DataDictionary } from '@commonward/schema';
import { eventOf, parsePlan, type TrainingPlan } from '@commonward/synthesis/plan';
import { refusalEnvelope, releaseEnvelope, type OfferReference, type Sender } from '../egress/outgoing.js';
import type { Ledger } from '../ledger/ledger.js';
import { decide } from '../policy/decision.js';
import type { Policy } from '../policy/policy.js';
import type { CsvRecords } from '../records/csv-records.js';
import { noisedRelease } from '../training/noised-release.js';

export interface Desk {
  readonly sender: Sender;
  readonly coordinatorKey: string;
  readonly dictionary: DataDictionary;
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly records: CsvRecords;
  readonly random: RandomSource;
}

export type AnswerToOffer =
  | { readonly kind: 'release'; readonly envelope: Envelope; readonly offer: OfferReference; readonly rhoUnits: number; readonly resent: boolean }
  | { readonly kind: 'refusal'; readonly envelope: Envelope; readonly offer: OfferReference; readonly reason: string };

/**
 * The site's one answer to an offer: verify, decide, debit, read, bound, noise, seal. Nothing is read from records
 * before the debit is on disk, and once a release is sealed every later call gives the same bytes.
 * @throws IntegrityError if the offer is not the coordinator's; OperatorError if the records cannot be read
 */
export function answerOffer(desk: Desk, envelope: Envelope): AnswerToOffer {
  const { offer, plan } = openOffer(desk, envelope);
  const sealed = desk.ledger.sealed(offer.study, offer.round);
  if (sealed !== null && sealed.planSha256 !== offer.planSha256) return refusal(desk, offer, 'plan');
  if (sealed !== null) return { kind: 'release', envelope: releaseEnvelope(desk.sender, offer, sealed), offer, rhoUnits: sealed.rhoUnits, resent: true };
  const decision = decide({ site: desk.sender.site, plan, dictionary: desk.dictionary, policy: desk.policy });
  if (decision.kind === 'refused') return refusal(desk, offer, decision.reason);
  const debit = desk.ledger.debit({ study: offer.study, round: offer.round, planSha256: offer.planSha256, event: eventOf(plan) });
  if (debit.kind === 'refused') return refusal(desk, offer, debit.reason);
  const released = noisedRelease(desk.records.read(debit), plan, desk.random);
  const release = releaseEnvelope(desk.sender, offer, desk.ledger.seal(debit, released));
  return { kind: 'release', envelope: release, offer, rhoUnits: debit.rhoUnits, resent: false };
}

function refusal(desk: Desk, offer: OfferReference, reason: RefusalReason): AnswerToOffer {
  return { kind: 'refusal', envelope: refusalEnvelope(desk.sender, offer, reason), offer, reason };
}

/** Checks that the coordinator countersigned exactly this release, and records it. @throws IntegrityError */
export function acceptReceipt(desk: Desk, { envelope: release, offer }: Extract<AnswerToOffer, { kind: 'release' }>, receipt: Envelope): void {
  const statement = open(receipt, { kind: 'receipt', publicKey: desk.coordinatorKey });
  if (statement.envelopeSha256 !== envelopeSha256(release) || statement.site !== desk.sender.site || statement.study !== offer.study || statement.round !== offer.round) {
    throw new IntegrityError('chain', 'The coordinator sent a receipt for another release.');
  }
  desk.ledger.receipt({ study: statement.study, round: statement.round, receiptSha256: envelopeSha256(receipt) });
}

function openOffer(desk: Desk, envelope: Envelope): { offer: OfferReference; plan: TrainingPlan } {
  const { study, round, planSha256, consortium } = open(envelope, { kind: 'offer', publicKey: desk.coordinatorKey });
  if (consortium !== desk.sender.consortium) throw new IntegrityError('signer', 'The offer was made for another consortium.');
  if (sha256Hex(envelope.payload) !== planSha256) throw new IntegrityError('payload', 'The offer names another plan than it holds.');
  const plan = parsePlan(new TextDecoder().decode(envelope.payload));
  if (plan.study !== study) throw new IntegrityError('chain', 'The plan belongs to another study than the offer.');
  return { offer: { study, round, planSha256, offerSha256: envelopeSha256(envelope) }, plan };
}
