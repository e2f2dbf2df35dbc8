import type { Accountant, PrivacyCurve, Unaccounted } from '../accountant.js';
import { checkedEvent } from '../check-event.js';
import type { DpEvent } from '../dp-event.js';
import type { Adjacency } from '../guarantee.js';
import { privacyCurve } from '../privacy-curve.js';
import { pureEpsilonOf } from '../pure-epsilon.js';
import { refusalOf, refused } from '../refusal.js';
import { deltaOf, epsilonOf } from '../zcdp.js';
import { exactRho } from './exact-rho.js';
import { upperDouble } from './fraction.js';

/**
 * Zero-concentrated differential privacy: what ledgers book. One number, rho, adds up over any adaptively chosen releases.
 *
 * @see Bun, Steinke 2016, arXiv:1605.02065; conversion: `epsilonOf`
 */
export const zcdpAccountant: Accountant = Object.freeze({ name: 'zcdp', standing: 'proved', account });

function account(event: DpEvent, adjacency: Adjacency): PrivacyCurve | Unaccounted {
  const checked = checkedEvent(event);
  const refusal = refusalOf(checked, adjacency);
  if (refusal !== null) return refusal;
  const cost = exactRho(checked);
  if (cost.kind === 'refused') return cost;
  const rho = upperDouble(cost.rho);
  if (rho === Infinity) return refused('The noise is so small that its cost is beyond all numbers of a computer.');
  return privacyCurve({
    epsilonAt: (delta) => epsilonOf({ rho, delta }),
    deltaAt: (epsilon) => deltaOf({ rho, epsilon }),
    pureEpsilon: pureEpsilonOf(checked),
  });
}
