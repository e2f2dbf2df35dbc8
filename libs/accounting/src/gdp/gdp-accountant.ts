import type { Accountant, PrivacyCurve, Unaccounted } from '../accountant.js';
import { checkedEvent } from '../check-event.js';
import type { DpEvent } from '../dp-event.js';
import type { Adjacency } from '../guarantee.js';
import { privacyCurve } from '../privacy-curve.js';
import { pureEpsilonOf } from '../pure-epsilon.js';
import { isSampled, refusalOf, refused } from '../refusal.js';
import { gaussianDelta, gaussianEpsilon } from './gaussian-curve.js';
import { squaredMuOf } from './squared-mu.js';

/**
 * Gaussian differential privacy: what one continuous Gaussian release of the same mu would cost.
 *
 * Exact for continuous Gaussian noise and a bound for everything with a pure epsilon; for discrete noise and for samples it
 * can lie below the truth. Never book it.
 * @see Dong, Roth, Su 2019, arXiv:1905.02383
 */
export const gdpAccountant: Accountant = Object.freeze({ name: 'gdp', standing: 'approximate', account });

function account(event: DpEvent, adjacency: Adjacency): PrivacyCurve | Unaccounted {
  const checked = checkedEvent(event);
  const refusal = refusalOf(checked, adjacency);
  if (refusal !== null) return refusal;
  if (adjacency === 'replace-one' && isSampled(checked)) {
    return refused('The central limit theorem for Poisson samples is used under add-or-remove-one only.');
  }
  const squaredMu = squaredMuOf(checked);
  if (squaredMu === null) return refused('No Gaussian approximation is known for a sample on which several kinds of mechanism ran.');
  if (squaredMu === Infinity) return refused('The noise is so small that its cost is beyond all numbers of a computer.');
  const mu = Math.sqrt(squaredMu);
  return privacyCurve({
    epsilonAt: (delta) => gaussianEpsilon({ mu, delta }),
    deltaAt: (epsilon) => gaussianDelta({ mu, epsilon }),
    pureEpsilon: pureEpsilonOf(checked),
  });
}
