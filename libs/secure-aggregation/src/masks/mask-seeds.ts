import { deriveKey } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import type { Masks } from './masks.js';

/** A site with its secret mask key, among others that it shares a mask with. */
export interface PairMasks {
  readonly primitives: Primitives;
  readonly context: Uint8Array;
  readonly site: number;
  readonly maskSecret: Uint8Array;
  readonly others: readonly { readonly site: number; readonly maskKey: Uint8Array }[];
}

/** The masks that a site applies for its pairs: of each pair the site that stands first in the roster adds, the other subtracts. */
export function pairMasks({ others, ...site }: PairMasks): Masks {
  const seeds = others.map((other) => ({ adds: site.site < other.site, seed: pairSeed(site, other) }));
  return { add: seeds.filter(({ adds }) => adds).map(({ seed }) => seed), subtract: seeds.filter(({ adds }) => !adds).map(({ seed }) => seed) };
}

/** The seed of the mask that only a site itself applies, and that is taken from the sum if it survives. */
export function selfMask(context: Uint8Array, site: number, selfSeed: Uint8Array): Uint8Array {
  return deriveKey(selfSeed, { purpose: 'self-mask', context, from: site, to: site });
}

function pairSeed({ primitives, context, site, maskSecret }: Omit<PairMasks, 'others'>, other: { readonly site: number; readonly maskKey: Uint8Array }): Uint8Array {
  const agreed = primitives.agree(maskSecret, other.maskKey);
  return deriveKey(agreed, { purpose: 'pair-mask', context, from: Math.min(site, other.site), to: Math.max(site, other.site) });
}
