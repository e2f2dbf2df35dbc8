import type { Accountant, PrivacyCurve, Unaccounted } from '../accountant.js';
import { checkedEvent } from '../check-event.js';
import type { DpEvent } from '../dp-event.js';
import type { Adjacency } from '../guarantee.js';
import { privacyCurve } from '../privacy-curve.js';
import { pureEpsilonOf } from '../pure-epsilon.js';
import { isSampled, refusalOf, refused } from '../refusal.js';
import { discretisedComposition } from './discretised-composition.js';
import { allPairs, inDirection, type RepeatedDirections } from './dominators.js';
import { dominatorsOf } from './event-dominators.js';
import { lossCurve, type LossCurve } from './loss-curve.js';

/** By how much, in logarithms, rounding may be magnified at the mean loss: deltas from 1e-16 up to 1/2 then keep their digits. */
const MAGNIFIED = 8;
const LARGEST_LOSS = 1e9;

/**
 * Privacy loss distributions: the tightest figures there are. For each order of two neighbouring data sets the losses of dominating pairs
 * are rounded up to a grid and added up by Fourier transforms; every rounding, truncation and floating-point error is added to delta.
 *
 * Guarantee: epsilon and delta hold for the event, whatever the data and however adaptively its parts were chosen.
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
  if (parts.some(({ times }) => !Number.isSafeInteger(times))) return refused('A part of this event happened more often than can be counted.');
  if (parts.some(isTooLarge)) return refused(`The noise is so small that one release may lose more than ${LARGEST_LOSS}.`);
  const curves = curvesOf(parts);
  return privacyCurve({
    epsilonAt: (delta) => Math.max(0, ...curves.map((curve) => curve.epsilonAt(delta))),
    deltaAt: (epsilon) => Math.max(0, ...curves.map((curve) => curve.deltaAt(epsilon))),
    pureEpsilon: adjacency === 'replace-one' && isSampled(checked) ? Infinity : pureEpsilonOf(checked),
  });
}

/** One curve for each order of two neighbouring data sets; one for both where they are the same. */
function curvesOf(parts: readonly RepeatedDirections[]): readonly LossCurve[] {
  if (parts.length === 0) return [];
  const symmetric = parts.every(({ pairs }) => pairs.remove === pairs.add);
  const directions = symmetric ? (['remove'] as const) : (['remove', 'add'] as const);
  return directions.map((direction) => lossCurve(discretisedComposition(inDirection(parts, direction), MAGNIFIED)));
}

function isTooLarge({ pairs: { remove, add } }: RepeatedDirections): boolean {
  return [remove, add].some(({ lowest, highest }) => !(highest <= LARGEST_LOSS && lowest >= -LARGEST_LOSS));
}
