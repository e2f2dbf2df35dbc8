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
export function pairMasks({ primitives, context, site, maskSecret, others }: PairMasks): Masks {
  const agree = primitives.agreeWith(maskSecret);
  const seeds = others.map((other) => ({ adds: site < other.site, seed: pairSeed(agree(other.maskKey), context, [site, other.site]) }));
  return { add: seeds.filter(({ adds }) => adds).map(({ seed }) => seed), subtract: seeds.filter(({ adds }) => !adds).map(({ seed }) => seed) };
}

/** The seed of the mask that only a site itself applies, and that is taken from the sum if it survives. */
export function selfMask(context: Uint8Array, site: number, selfSeed: Uint8Array): Uint8Array {
  return deriveKey(selfSeed, { purpose: 'self-mask', context, from: site, to: site });
}

function pairSeed(agreed: Uint8Array, context: Uint8Array, pair: readonly [number, number]): Uint8Array {
  return deriveKey(agreed, { purpose: 'pair-mask', context, from: Math.min(...pair), to: Math.max(...pair) });
}
