import type { Accountant, PrivacyCurve, Unaccounted } from '../accountant.js';
import { checkedEvent } from '../check-event.js';
import type { DpEvent } from '../dp-event.js';
import type { Adjacency } from '../guarantee.js';
import { isSampled, refusalOf, refused } from '../refusal.js';
import { divergenceOf } from './divergence.js';
import { checkOrders, RENYI_ORDERS } from './orders.js';
import { curveOfProfile, profileOf, type RenyiProfile } from './renyi-profile.js';

/** Renyi differential privacy at the usual orders: covers Poisson sampling, under add-or-remove-one. */
export const rdpAccountant: Accountant = rdpAccountantAt(RENYI_ORDERS);

/** @throws RangeError unless there is an order and each is more than 1 */
export function rdpAccountantAt(orders: readonly number[]): Accountant {
  checkOrders(orders);
  return Object.freeze({
    name: 'rdp' as const,
    standing: 'proved' as const,
    account(event: DpEvent, adjacency: Adjacency): PrivacyCurve | Unaccounted {
      const profile = renyiProfileOf({ event, adjacency, orders });
      return 'kind' in profile ? profile : curveOfProfile(profile);
    },
  });
}

/**
 * The Renyi divergences of an event, for what is computed from them: composition, tuning.
 *
 * @throws RangeError naming the field if the event is malformed, or if the orders are
 */
export function renyiProfileOf(request: {
  readonly event: DpEvent;
  readonly adjacency: Adjacency;
  readonly orders: readonly number[];
}): RenyiProfile | Unaccounted {
  checkOrders(request.orders);
  const event = checkedEvent(request.event);
  const refusal = refusalOf(event, request.adjacency);
  if (refusal !== null) return refusal;
  if (request.adjacency === 'replace-one' && isSampled(event)) {
    return refused('Renyi divergences of a Poisson sample are accounted for under add-or-remove-one only.');
  }
  return profileOf(divergenceOf(event), request.orders);
}
