import type { Unaccounted } from './accountant.js';
import type { DpEvent } from './dp-event.js';
import { refused } from './refusal.js';
import { RHO_UNITS_PER_ONE, rhoUnits } from './rho-units.js';
import { outOfRange } from './out-of-range.js';

/** What was spent of a cap, both in whole units of 10^-12 rho. */
export interface PrivacyFilter {
  readonly kind: 'filter';
  readonly spentRhoUnits: number;
  readonly capRhoUnits: number;
}

/** @throws RangeError unless the cap is a safe integer of at least 0 */
export function openFilter({ capRhoUnits }: { readonly capRhoUnits: number }): PrivacyFilter {
  if (!(Number.isSafeInteger(capRhoUnits) && capRhoUnits >= 0)) throw outOfRange('capRhoUnits', capRhoUnits, 'a safe integer of at least 0');
  return Object.freeze({ kind: 'filter', spentRhoUnits: 0, capRhoUnits });
}

/**
 * Asks to release one more event, chosen in any way from all that was released before.
 *
 * Guarantee: everything ever admitted, together, is zCDP with the cap. That the choice of an event, and of its cost, may
 * depend on earlier releases makes no difference: a filter that stops before the sum of the rho exceeds the cap is as private
 * as a composition that was fixed in advance (Feldman, Zrnic 2021, arXiv:2008.11193, at each Renyi order; Whitehouse, Ramdas,
 * Rogers, Wu 2023, arXiv:2203.05481, for zCDP). The sum is one of integers, so no order of requests admits more than another.
 * @returns the filter after the release, or why it must not happen; a refusal spends nothing
 * @throws RangeError naming the field if the event is malformed or has no rho
 */
export function admit(filter: PrivacyFilter, event: DpEvent): PrivacyFilter | Unaccounted {
  const cost = rhoUnits(event);
  const left = filter.capRhoUnits - filter.spentRhoUnits;
  if (cost > left) return refused(`The release costs rho ${inRho(cost)}, and ${inRho(left)} of ${inRho(filter.capRhoUnits)} is left.`);
  return Object.freeze({ ...filter, spentRhoUnits: filter.spentRhoUnits + cost });
}

const inRho = (units: number): string => String(units / RHO_UNITS_PER_ONE);
