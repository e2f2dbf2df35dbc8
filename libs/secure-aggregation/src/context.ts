import { agreementSha256, type Agreement } from './agreement.js';
import { encode } from './codec/codec.js';
import { advertList, siteList, type Advert } from './messages.js';
import { digest } from './primitives/derive.js';

/**
 * The hash that stands for everything in a round that was settled before secrets are shared: the agreement, and which
 * sites take part with which fresh keys and which sealed vectors. All keys, boxes and signatures of the round hold it.
 */
export function contextOf(agreement: Agreement, adverts: readonly Advert[]): Uint8Array {
  return digest('context', agreementSha256(agreement), encode(advertList, adverts));
}

/** The sites whose shares have come: with them each site masks its vector. */
export function sharersSha256(context: Uint8Array, sharers: readonly number[]): Uint8Array {
  return digest('sharers', context, encode(siteList, sharers));
}

/** The sites whose vectors are in the sum, among the sharers. One vector is bound to one such hash for ever. */
export function survivorsSha256(sharers: Uint8Array, survivors: readonly number[]): Uint8Array {
  return digest('survivors', sharers, encode(siteList, survivors));
}
