import { createCipheriv } from 'node:crypto';
import { graphOf } from '../graph.js';
import type { Box } from '../messages.js';
import { deriveKey } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { closeBox, openBox } from '../sharing/boxes.js';
import { splitSecret } from '../sharing/shamir.js';
import { AggregationError } from '../aggregation-error.js';
import type { HeldShare, StageOf } from './site-stage.js';

type Rolled = Omit<StageOf<'shared'>, 'kind'>;
type Entrusted = Omit<StageOf<'masking'>, 'kind'>;

/** Boxes with shares for each neighbour on the roll. The same bytes each time they are asked for. */
export function boxesFor(primitives: Primitives, site: Rolled): readonly Box[] {
  const shares = sharesOf(site);
  const agree = primitives.agreeWith(site.secrets.boxSecret);
  return neighboursOnRoll(site).map(({ site: to, boxKey }) => ({
    site: to,
    box: closeBox(agree(boxKey), { context: site.context, from: site.me, to }, shareAt(shares, to)),
  }));
}

/** @throws AggregationError `share` if a box is not from the site it names, or not for this one in this context */
export function openBoxes(primitives: Primitives, site: Rolled, boxes: readonly Box[]): readonly HeldShare[] {
  const agree = primitives.agreeWith(site.secrets.boxSecret);
  const senders = new Map(neighboursOnRoll(site).map((advert) => [advert.site, advert]));
  return boxes.map(({ site: from, box }) => {
    const sender = senders.get(from);
    if (sender === undefined) throw new AggregationError('members', `Site ${from} is no neighbour of this site on the roll.`);
    return { site: from, halves: openBox(agree(sender.boxKey), { context: site.context, from, to: site.me }, box) };
  });
}

/** The share of its own secrets that a site keeps itself. */
export function ownShare(site: Entrusted): HeldShare {
  return { site: site.me, halves: shareAt(sharesOf(site), site.me) };
}

export function neighboursOnRoll({ agreement, me, adverts }: Rolled): Rolled['adverts'] {
  const neighbours = new Set(graphOf(agreement).neighbours(me));
  return adverts.filter(({ site }) => neighbours.has(site));
}

/** By holder: a share of the self seed, then one of the mask key. */
function sharesOf({ agreement, me, context, secrets }: Rolled): ReadonlyMap<number, Uint8Array> {
  const graph = graphOf(agreement);
  const holders = graph.group(me);
  const secret = new Uint8Array([...secrets.selfSeed, ...secrets.maskSecret]);
  const key = deriveKey(secrets.sharingSeed, { purpose: 'sharing', context, from: me, to: me });
  const coefficients = createCipheriv('aes-256-ctr', key, new Uint8Array(16)).update(new Uint8Array((graph.sharesNeeded - 1) * secret.length));
  const shares = splitSecret({ secret, count: holders.length, needed: graph.sharesNeeded, coefficients });
  return new Map(holders.map((holder, k) => [holder, shares[k].bytes]));
}

function shareAt(shares: ReadonlyMap<number, Uint8Array>, holder: number): Uint8Array {
  const share = shares.get(holder);
  if (share === undefined) throw new RangeError(`Site ${holder} holds no share.`);
  return share;
}
