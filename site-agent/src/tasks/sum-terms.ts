import type { OfferedSum } from '@commonward/synthesis/plan';
import { planLength } from '@commonward/synthesis/plan';
import { agreementFor, type Agreement } from '@commonward/secure-aggregation';
import type { OfferReference } from '../egress/outgoing.js';
import type { Desk } from './answer-offer.js';

/** An offer of a masked round. */
export interface SumOffer {
  readonly offer: OfferReference;
  readonly plan: OfferedSum;
}

/** What this site agrees to in one attempt: it follows from the signed offer, and nobody states it. */
export function agreementOf({ coordinatorKey }: Pick<Desk, 'coordinatorKey'>, { offer: { study, round, planSha256 }, plan }: SumOffer, attempt: number): Agreement {
  return agreementFor(plan, { study, round, attempt, planSha256, coordinatorKey, length: planLength(plan) });
}
