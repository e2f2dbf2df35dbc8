import type { DiscreteGaussianBlock, DpEvent } from './dp-event.js';
import { outOfRange } from './out-of-range.js';
import { rhoFor } from './zcdp.js';

/** A ledger adds whole units of 10^-12 rho: integers add up exactly, in any order. */
export const RHO_UNITS_PER_ONE = 1e12;

/** An exact fraction; the denominator is positive. */
interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/**
 * What an event costs: rho = sum over blocks of squaredSensitivity / (2 variance), in units of 10^-12, rounded up.
 *
 * Guarantee: the charge is never below the true rho and exceeds it by less than one unit; no step is rounded but the last.
 * Blocks add up because their noise is independent, and a discrete Gaussian pays for an integer shift what a continuous one does.
 * @throws RangeError if a number of a block is not a positive safe integer, or the charge is not a safe integer
 * @see Canonne, Kamath, Steinke 2020, Theorem 14, arXiv:2004.00010
 */
export function rhoUnits(event: DpEvent): number {
  if (event.kind !== 'discrete-gaussian') throw new RangeError(`an event of kind "${event.kind}" has no exact rho here`);
  const rho = event.blocks.reduce(plusBlock, { numerator: 0n, denominator: 1n });
  const scaled = rho.numerator * BigInt(RHO_UNITS_PER_ONE);
  const units = Number((scaled + rho.denominator - 1n) / rho.denominator);
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

function plusBlock(sum: Fraction, { squaredSensitivity, variance }: DiscreteGaussianBlock): Fraction {
  checkPositiveInteger('squaredSensitivity', squaredSensitivity);
  checkPositiveInteger('variance', variance);
  const twiceVariance = 2n * BigInt(variance);
  return {
    numerator: sum.numerator * twiceVariance + BigInt(squaredSensitivity) * sum.denominator,
    denominator: sum.denominator * twiceVariance,
  };
}

function checkPositiveInteger(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value > 0)) throw outOfRange(name, value, 'a positive safe integer');
}
