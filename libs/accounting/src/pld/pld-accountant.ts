import type { Accountant, PrivacyCurve, Unaccounted } from '../accountant.js';
import { checkedEvent } from '../check-event.js';
import type { DpEvent } from '../dp-event.js';
import type { Adjacency } from '../guarantee.js';
import { privacyCurve } from '../privacy-curve.js';
import { pureEpsilonOf } from '../pure-epsilon.js';
import { isSampled, refusalOf } from '../refusal.js';
import { discretisedComposition } from './discretised-composition.js';
import { allPairs, areSymmetric, inDirection, type RepeatedDirections } from './dominators.js';
import { dominatorsOf } from './event-dominators.js';
import { lossCurve, type LossCurve } from './loss-curve.js';
import { tooMuch } from './too-much.js';

/** By how much, in logarithms, rounding may be magnified at the mean loss: deltas from 1e-16 up to 1/2 then keep their digits. */
const MAGNIFIED = 8;

/**
 * Privacy loss distributions, the tightest of the proved figures. The losses of dominating pairs are rounded up to a grid and
 * added up by Fourier transforms, for each order of two neighbouring data sets; what is rounded or cut off is added to delta.
 *
 * Guarantee: epsilon and delta hold for the event, whatever the data, also if what its parts asked was chosen adaptively; how
 * much noise each part had must not depend on what came before.
 * @see Zhu, Dong, Wang 2022, arXiv:2106.08567; Doroshenko, Ghazi, Kamath, Kumar, Manurangsi 2022, arXiv:2207.04380
 */
export const pldAccountant: Accountant = Object.freeze({ name: 'pld', standing: 'proved', account });

function account(event: DpEvent, adjacency: Adjacency): PrivacyCurve | Unaccounted {
  const checked = checkedEvent(event);
  const refusal = refusalOf(checked, adjacency);
  if (refusal !== null) return refusal;
  const dominators = dominatorsOf(checked, adjacency);
  if (dominators.kind === 'refused') return dominators;
  const parts = allPairs(dominators);
  const excess = tooMuch(parts);
  if (excess !== null) return excess;
  const curves = curvesOf(parts);
  return privacyCurve({
    epsilonAt: (delta) => Math.max(0, ...curves.map((curve) => curve.epsilonAt(delta))),
    deltaAt: (epsilon) => Math.max(0, ...curves.map((curve) => curve.deltaAt(epsilon))),
    pureEpsilon: adjacency === 'replace-one' && isSampled(checked) ? Infinity : pureEpsilonOf(checked),
  });
}

/** One curve for each order of two neighbouring data sets, and one for both where they are the same. */
function curvesOf(parts: readonly RepeatedDirections[]): readonly LossCurve[] {
  if (parts.length === 0) return [];
  const directions = areSymmetric(parts) ? (['remove'] as const) : (['remove', 'add'] as const);
  return directions.map((direction) => lossCurve(discretisedComposition(inDirection(parts, direction), MAGNIFIED)));
}
