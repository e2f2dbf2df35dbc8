import type { Guarantee } from './guarantee.js';
import { outOfRange } from './out-of-range.js';
import { epsilonOf, rhoFor } from './zcdp.js';

/**
 * What a guarantee for one day or one image promises to a person of whom at most that many are used.
 *
 * Group privacy of zCDP: k units move a release at most k times as far as one, so that a person is protected with k^2 rho; epsilon
 * follows at the same delta. A guarantee for patients is a person's already, and comes back as it is.
 * @param boundPerPerson how many units of one person a release may use, and that the sites enforce; a positive integer
 * @returns a guarantee whose unit is the patient
 * @throws RangeError if the bound is not a positive safe integer, or epsilon or delta is outside its bounds
 * @see Bun, Steinke 2016, Proposition 1.9, arXiv:1605.02065
 */
export function personLevel(guarantee: Guarantee, boundPerPerson: number): Guarantee {
  if (!(Number.isSafeInteger(boundPerPerson) && boundPerPerson > 0)) throw outOfRange('boundPerPerson', boundPerPerson, 'a positive safe integer');
  if (guarantee.unit === 'patient') return guarantee;
  const { delta } = guarantee;
  const rho = rhoFor(guarantee) * boundPerPerson * boundPerPerson;
  // One unit is the guarantee itself, without the rounding of a conversion there and back.
  const epsilon = boundPerPerson === 1 ? guarantee.epsilon : epsilonOf({ rho, delta });
  return { ...guarantee, epsilon, unit: 'patient' };
}
