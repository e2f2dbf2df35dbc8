import { envelopeSha256, IntegrityError, open, sha256Hex, type Envelope, type RefusalReason } from '@commonward/envelope';
import type { RandomSource } from '@commonward/privacy';
import type { AnyDictionary } from '@commonward/schema';
import { freshKey } from '@commonward/secure-aggregation';
import { eventOf, isOfferedSum, parsePlan, type TrainingPlan } from '@commonward/synthesis/plan';
import { refusalEnvelope, type OfferReference, type Sender } from '../egress/outgoing.js';
import type { Ledger, SealedRelease } from '../ledger/ledger.js';
import type { Operator } from '../operator/operator.js';
import { decide } from '../policy/decision.js';
import { coversLaterRounds } from '../policy/later-rounds.js';
import type { Policy } from '../policy/policy.js';
import type { SiteRecords } from '../records/record-source.js';
import type { Networks } from '../training/networks.js';
import { noisedRelease } from '../training/noised-release.js';
import { sumRefusal, type SumRefusal } from '../policy/masked-sum.js';
import { agreementOf, type SumOffer } from './sum-terms.js';
import { takeOrders } from './take-orders.js';

export interface Desk {
  readonly sender: Sender;
  readonly coordinatorKey: string;
  readonly dictionary: AnyDictionary;
  readonly policy: Policy;
  readonly ledger: Ledger;
  readonly records: SiteRecords;
  readonly random: RandomSource;
  readonly networks: Networks;
  readonly operator: Operator;
}

/** An offer of the coordinator, and the plan in it. */
export interface OpenedOffer {
  readonly offer: OfferReference;
  readonly plan: TrainingPlan;
}

export type AnswerToOffer =
  | { readonly kind: 'sealed'; readonly sealed: SealedRelease; readonly resent: boolean }
  /** The vector leaves in a masked sum only. */
  | { readonly kind: 'masked'; readonly sealed: SealedRelease; readonly resent: boolean; readonly sum: SumOffer }
  | Refused;

export interface Refused {
  readonly kind: 'refusal';
  readonly envelope: Envelope;
  readonly offer: OfferReference;
  readonly reason: RefusalReason;
  /** What the operator can do about it, in one sentence. */
  readonly remedy: string | null;
}

/** The operator has paused this site: the offer stays unanswered. */
export interface Paused {
  readonly kind: 'paused';
}

/**
 * The site's one answer to an offer: verify, decide, debit, read, bound, noise, seal. Nothing is read from records
 * before the debit is on disk, and once a release is sealed it stays the answer. It must be witnessed before it is sent. A
 * release of a masked plan is sealed under a blind, and can be sent under masks only.
 * What the operator has said is taken in first; a refusal of theirs is sent also while the site is paused.
 * @throws OperatorError if the records cannot be read
 */
export function answerOpened(desk: Desk, { offer, plan }: OpenedOffer): AnswerToOffer | Paused {
  takeOrders(desk);
  const phase = desk.ledger.phase(offer);
  if (phase !== 'vetoed' && desk.operator.isPaused()) return { kind: 'paused' };
  switch (phase) {
    case 'idle':
      return coversLaterRounds(desk.ledger.budget, plan) ? payAndSeal(desk, offer, plan) : refusal(desk, offer, 'budget');
    case 'debited':
      return payAndSeal(desk, offer, plan);
    case 'forfeited':
      return refusal(desk, offer, 'budget');
    case 'vetoed':
      return refusal(desk, offer, 'operator');
    case 'sealed':
    case 'witnessed':
    case 'receipted':
      return sealedBefore(desk, offer, plan);
    default:
      return phase satisfies never;
  }
}

function payAndSeal(desk: Desk, offer: OfferReference, plan: TrainingPlan): AnswerToOffer {
  const decision = decide({ site: desk.sender.site, plan, dictionary: desk.dictionary, policy: desk.policy });
  if (decision.kind === 'refused') return refusal(desk, offer, decision.reason);
  // Without the keys of the sites there is no sum to take part in, and a share of the noise protects nobody outside one.
  if (plan.aggregation === 'masked' && !isOfferedSum(plan)) return refusal(desk, offer, 'plan');
  const sum = sumIn(offer, plan);
  const sumRefused = sum === null ? null : refusalOfSum(desk, sum);
  if (sumRefused !== null) return { ...refusal(desk, offer, sumRefused.reason), remedy: sumRefused.remedy };
  const debit = desk.ledger.debit({ ...offer, event: eventOf(plan) });
  if (debit.kind === 'refused') return refusal(desk, offer, debit.reason);
  const released = noisedRelease(desk.records, plan, { site: desk.sender.site, debit, random: desk.random, networks: desk.networks });
  if (sum === null) return { kind: 'sealed', sealed: desk.ledger.seal(debit, released), resent: false };
  return { kind: 'masked', sealed: desk.ledger.sealBlinded(debit, released, freshKey(desk.random)), resent: false, sum };
}

/** @returns null for a plan whose releases are seen one by one */
function sumIn(offer: OfferReference, plan: TrainingPlan): SumOffer | null {
  return isOfferedSum(plan) ? { offer, plan } : null;
}

function refusalOfSum(desk: Desk, sum: SumOffer): SumRefusal | null {
  const { site, identity } = desk.sender;
  return sumRefusal({ site, identityKey: identity.publicKey, agreement: agreementOf(desk, sum, 0), trust: sum.plan.trust, approvesRoster: (sha256) => desk.operator.approvesRoster(sha256) });
}

function sealedBefore(desk: Desk, offer: OfferReference, plan: TrainingPlan): AnswerToOffer {
  if (desk.ledger.isLost(offer)) return refusal(desk, offer, 'lost');
  const sealed = desk.ledger.sealed(offer.study, offer.round);
  if (sealed?.planSha256 !== offer.planSha256 || sealed.offerSha256 !== offer.offerSha256) return refusal(desk, offer, 'plan');
  const sum = sumIn(offer, plan);
  return sum === null ? { kind: 'sealed', sealed, resent: true } : { kind: 'masked', sealed, resent: true, sum };
}

export function refusal(desk: Pick<Desk, 'sender'>, offer: OfferReference, reason: RefusalReason): Refused {
  return { kind: 'refusal', envelope: refusalEnvelope(desk.sender, offer, reason), offer, reason, remedy: null };
}

/** Verifies an offer and answers it; its plan needs no network, or one that is prepared. @throws IntegrityError if the offer is not the coordinator's; OperatorError if the records cannot be read */
export const answerOffer = (desk: Desk, envelope: Envelope): AnswerToOffer | Paused => answerOpened(desk, openOffer(desk, envelope));

/** Verifies an offer. @throws IntegrityError if it is not the coordinator's; RangeError if its plan is none */
export function openOffer(desk: Pick<Desk, 'coordinatorKey' | 'sender'>, envelope: Envelope): OpenedOffer {
  const { study, round, planSha256, consortium } = open(envelope, { kind: 'offer', publicKey: desk.coordinatorKey });
  if (consortium !== desk.sender.consortium) throw new IntegrityError('signer', 'The offer was made for another consortium.');
  if (sha256Hex(envelope.payload) !== planSha256) throw new IntegrityError('payload', 'The offer names another plan than it holds.');
  const plan = parsePlan(new TextDecoder().decode(envelope.payload));
  if (plan.study !== study) throw new IntegrityError('chain', 'The plan belongs to another study than the offer.');
  return { offer: { study, round, planSha256, offerSha256: envelopeSha256(envelope) }, plan };
}
