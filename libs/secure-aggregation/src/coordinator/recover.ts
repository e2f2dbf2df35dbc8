import { selfSeedSha256 } from '../adverts.js';
import { AggregationError } from '../aggregation-error.js';
import { graphOf, type MaskGraph } from '../graph.js';
import { pairMasks, selfMask } from '../masks/mask-seeds.js';
import { inverseMasks, type Masks } from '../masks/masks.js';
import type { Advert } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { recoverSecret } from '../sharing/recover-secret.js';
import type { Share } from '../sharing/shamir.js';
import type { CoordinatorStateOf, RevealOfSite } from './coordinator-state.js';

interface Recovery {
  readonly primitives: Primitives;
  readonly graph: MaskGraph;
  readonly context: Uint8Array;
  readonly reveals: readonly RevealOfSite[];
  readonly survivors: readonly Advert[];
}

/**
 * The masks that are still in the sum of the survivors' masked vectors: each survivor's own, and those that survivors
 * share with sites that did not survive.
 *
 * What is put together is checked against what its owner advertised, so a wrong share is passed over, never used.
 * @throws AggregationError `share` naming the first site whose secret the shares do not give
 */
export function remainingMasks(primitives: Primitives, state: CoordinatorStateOf<'revealing'>): Masks {
  const alive = new Set(state.inputs.map(({ site }) => site));
  const sharers = new Set(state.shares.map(({ site }) => site));
  const survivors = state.adverts.filter(({ site }) => alive.has(site));
  const gone = state.adverts.filter(({ site }) => sharers.has(site) && !alive.has(site));
  const recovery: Recovery = { primitives, graph: graphOf(state.agreement), context: state.context, reveals: state.reveals, survivors };
  const pairs = gone.map((advert) => masksWith(recovery, advert));
  return { add: [...survivors.map((advert) => ownMask(recovery, advert)), ...pairs.flatMap(({ add }) => add)], subtract: pairs.flatMap(({ subtract }) => subtract) };
}

function ownMask(recovery: Recovery, { site, selfSeedSha256: known }: Advert): Uint8Array {
  return selfMask(recovery.context, site, recovered(recovery, site, (secret) => sameBytes(selfSeedSha256(site, secret), known)));
}

/** What survivors have applied for a site that is gone is the inverse of what it would have applied itself. */
function masksWith(recovery: Recovery, { site, maskKey }: Advert): Masks {
  const { primitives, graph, context, survivors } = recovery;
  const maskSecret = recovered(recovery, site, (secret) => sameBytes(primitives.publicKey(secret), maskKey));
  const neighbours = new Set(graph.neighbours(site));
  return inverseMasks(pairMasks({ primitives, context, site, maskSecret, others: survivors.filter((other) => neighbours.has(other.site)) }));
}

function recovered({ graph, reveals }: Recovery, site: number, isRight: (secret: Uint8Array) => boolean): Uint8Array {
  const shares = sharesOf(site, graph.group(site), reveals);
  const secret = shares.length < graph.sharesNeeded ? null : recoverSecret({ shares, needed: graph.sharesNeeded, isRight });
  if (secret === null) throw new AggregationError('share', `The ${shares.length} shares of site ${site} do not give its secret; ${graph.sharesNeeded} right ones are needed.`);
  return secret;
}

function sharesOf(site: number, holders: readonly number[], reveals: readonly RevealOfSite[]): readonly Share[] {
  const points = new Map(holders.map((holder, k) => [holder, k + 1]));
  return reveals.flatMap((reveal) => {
    const point = points.get(reveal.site);
    const share = point === undefined ? undefined : reveal.shares.find((revealed) => revealed.site === site);
    return point === undefined || share === undefined ? [] : [{ point, bytes: share.share }];
  });
}
