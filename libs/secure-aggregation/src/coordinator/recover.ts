import { selfSeedSha256 } from '../adverts.js';
import { AggregationError } from '../aggregation-error.js';
import { graphOf, type MaskGraph } from '../graph.js';
import { pairMasks, selfMask } from '../masks/mask-seeds.js';
import { inverseMasks, type Masks } from '../masks/masks.js';
import type { Advert } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { recoverSecret, type Recovered } from '../sharing/recover-secret.js';
import type { Share } from '../sharing/shamir.js';
import type { CoordinatorStateOf, RevealOfSite } from './coordinator-state.js';

type Revealing = CoordinatorStateOf<'revealing'>;

/** What the shares of one site give: its self seed if it survived, its secret mask key if it did not. */
export interface RecoveredOfSite extends Recovered {
  readonly advert: Advert;
}

/** Every secret of which shares are revealed, ascending by site. */
export interface RecoveredSecrets {
  readonly survivors: readonly RecoveredOfSite[];
  readonly gone: readonly RecoveredOfSite[];
}

/**
 * Puts together each survivor's self seed, and the mask key of each sharer that did not survive.
 *
 * What is put together is checked against what its owner advertised, so a wrong share is passed over, never used.
 * @throws AggregationError `share` naming the first site whose secret the shares do not give
 */
export function recoverSecrets(primitives: Primitives, { agreement, adverts, shares, inputs, reveals }: Revealing): RecoveredSecrets {
  const graph = graphOf(agreement);
  const alive = new Set(inputs.map(({ site }) => site));
  const sharers = new Set(shares.map(({ site }) => site));
  const recover = (advert: Advert, isRight: (secret: Uint8Array) => boolean): RecoveredOfSite => ({ advert, ...recovered({ graph, reveals, site: advert.site, name: agreement.roster[advert.site].site, isRight }) });
  return {
    survivors: adverts.filter(({ site }) => alive.has(site)).map((advert) => recover(advert, (seed) => sameBytes(selfSeedSha256(advert.site, seed), advert.selfSeedSha256))),
    gone: adverts.filter(({ site }) => sharers.has(site) && !alive.has(site)).map((advert) => recover(advert, (key) => sameBytes(primitives.publicKey(key), advert.maskKey))),
  };
}

/**
 * The masks that are still in the sum of the survivors' masked vectors: each survivor's own, and those that survivors
 * share with sites that did not survive.
 */
export function remainingMasks(primitives: Primitives, { agreement, context }: Revealing, { survivors, gone }: RecoveredSecrets): Masks {
  const graph = graphOf(agreement);
  const own = survivors.map(({ advert, secret }) => selfMask(context, advert.site, secret));
  const pairs = gone.map(({ advert: { site }, secret }) => {
    const neighbours = new Set(graph.neighbours(site));
    const others = survivors.map(({ advert }) => advert).filter((other) => neighbours.has(other.site));
    // What survivors have applied for a site that is gone is the inverse of what it would have applied itself.
    return inverseMasks(pairMasks({ primitives, context, site, maskSecret: secret, others }));
  });
  return { add: [...own, ...pairs.flatMap(({ add }) => add)], subtract: pairs.flatMap(({ subtract }) => subtract) };
}

interface Wanted {
  readonly graph: MaskGraph;
  readonly reveals: readonly RevealOfSite[];
  readonly site: number;
  /** For the sentence that says whose secret is not there. */
  readonly name: string;
  readonly isRight: (secret: Uint8Array) => boolean;
}

function recovered({ graph, reveals, site, name, isRight }: Wanted): Recovered {
  const shares = sharesOf(site, graph.group(site), reveals);
  const secret = shares.length < graph.sharesNeeded ? null : recoverSecret({ shares, needed: graph.sharesNeeded, isRight });
  if (secret === null) throw new AggregationError('share', `The ${shares.length} shares of ${name} do not give its secret; ${graph.sharesNeeded} right ones are needed.`);
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
