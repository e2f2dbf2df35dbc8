import { AggregationError } from '../aggregation-error.js';
import { pairMasks, selfMask } from '../masks/mask-seeds.js';
import type { Masks } from '../masks/masks.js';
import type { Primitives } from '../primitives/primitives.js';
import { neighboursOnRoll } from './entrust.js';
import type { SiteState } from './site-state.js';

/**
 * The masks of this site's vector, for `applyMasks`: its own, and one with each neighbour among the sharers. Secret.
 *
 * They are for the one sealed vector: two vectors under the same masks would show their difference, and the event
 * `masked` is refused for a second one.
 * @throws AggregationError `phase` unless the state is `masking` or `masked`
 */
export function masksOf(primitives: Primitives, { stage }: SiteState): Masks {
  if (stage.kind !== 'masking' && stage.kind !== 'masked') throw new AggregationError('phase', 'There is nothing to mask at this point.');
  const { context, me, secrets, sharers } = stage;
  const others = neighboursOnRoll(stage).filter(({ site }) => sharers.includes(site));
  const pairs = pairMasks({ primitives, context, site: me, maskSecret: secrets.maskSecret, others });
  return { ...pairs, add: [...pairs.add, selfMask(context, me, secrets.selfSeed)] };
}
