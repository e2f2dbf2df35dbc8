import { checkedEvent } from './check-event.js';
import type { DpEvent } from './dp-event.js';
import { outOfRange } from './out-of-range.js';
import { exactRho } from './zcdp/exact-rho.js';
import { ceiling, fraction, product } from './zcdp/fraction.js';
import { rhoFor } from './zcdp.js';

/** A ledger adds whole units of 10^-12 rho: integers add up exactly, in any order. */
export const RHO_UNITS_PER_ONE = 1e12;

/**
 * What an event costs in zCDP, in units of 10^-12 rho, rounded up.
 *
 * Guarantee: the charge is never below the rho of `exactRho` and exceeds it by less than one unit; no step is rounded but the last.
 * @throws RangeError naming the field if the event is malformed, saying why if it has no rho, or if the charge is not a safe integer
 */
export function rhoUnits(event: DpEvent): number {
  const cost = exactRho(checkedEvent(event));
  if (cost.kind === 'refused') throw new RangeError(cost.reason);
  const units = Number(ceiling(product(cost.rho, fraction(RHO_UNITS_PER_ONE, 1))));
  if (!Number.isSafeInteger(units)) throw outOfRange('the charge in rho units', units, `at most ${Number.MAX_SAFE_INTEGER}`);
  return units;
}

/**
 * The whole rho units that a guarantee can pay for, rounded down.
 *
 * @param epsilon finite, more than 0
 * @param delta between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds, or the result is not a safe integer
 */
export function rhoUnitsFor(guarantee: { epsilon: number; delta: number }): number {
  const units = Math.floor(rhoFor(guarantee) * RHO_UNITS_PER_ONE);
  if (!Number.isSafeInteger(units)) throw outOfRange('the budget in rho units', units, `at most ${Number.MAX_SAFE_INTEGER}`);
  return units;
}
