import { selfSeedSha256 } from '../adverts.js';
import { AggregationError } from '../aggregation-error.js';
import { graphOf } from '../graph.js';
import { pairMasks, selfMask } from '../masks/mask-seeds.js';
import type { Masks } from '../masks/masks.js';
import type { Advert } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { recoverSecret } from '../sharing/recover-secret.js';
import type { Share } from '../sharing/shamir.js';
import type { CoordinatorStateOf } from './coordinator-state.js';

type Revealing = CoordinatorStateOf<'revealing'>;

/**
 * The masks that are still in the sum of the survivors' masked vectors: each survivor's own, and those that survivors
 * share with sites that did not survive.
 *
 * What is put together is checked against what its owner advertised, so a wrong share is passed over, never used.
 * @throws AggregationError `share` naming the first site whose secret the shares do not give
 */
export function remainingMasks(primitives: Primitives, state: Revealing): Masks {
  const survivors = new Set(state.inputs.map(({ site }) => site));
  const sharers = new Set(state.shares.map(({ site }) => site));
  const masks = state.adverts.filter(({ site }) => sharers.has(site)).map((advert) => (survivors.has(advert.site) ? ownMask(state, advert) : masksWith(primitives, state, advert)));
  return { add: masks.flatMap(({ add }) => add), subtract: masks.flatMap(({ subtract }) => subtract) };
}

function ownMask(state: Revealing, { site, selfSeedSha256: known }: Advert): Masks {
  const seed = recovered(state, site, (secret) => sameBytes(selfSeedSha256(site, secret), known));
  return { add: [selfMask(state.context, site, seed)], subtract: [] };
}

/** What survivors have applied for a site that is gone is the inverse of what it would have applied itself. */
function masksWith(primitives: Primitives, state: Revealing, { site, maskKey }: Advert): Masks {
  const maskSecret = recovered(state, site, (secret) => sameBytes(primitives.publicKey(secret), maskKey));
  const neighbours = new Set(graphOf(state.agreement).neighbours(site));
  const alive = new Set(state.inputs.map((input) => input.site));
  const others = state.adverts.filter((other) => neighbours.has(other.site) && alive.has(other.site));
  const { add, subtract } = pairMasks({ primitives, context: state.context, site, maskSecret, others });
  return { add: subtract, subtract: add };
}

function recovered(state: Revealing, site: number, isRight: (secret: Uint8Array) => boolean): Uint8Array {
  const { sharesNeeded } = graphOf(state.agreement);
  const shares = sharesAbout(state, site);
  const secret = shares.length < sharesNeeded ? null : recoverSecret({ shares, needed: sharesNeeded, isRight });
  if (secret === null) throw new AggregationError('share', `The ${shares.length} shares of site ${site} do not give its secret; ${sharesNeeded} right ones are needed.`);
  return secret;
}

function sharesAbout({ agreement, reveals }: Revealing, site: number): readonly Share[] {
  const holders = graphOf(agreement).group(site);
  return reveals.flatMap((reveal) => reveal.shares.filter((share) => share.site === site).map(({ share }) => ({ point: holders.indexOf(reveal.site) + 1, bytes: share })));
}
