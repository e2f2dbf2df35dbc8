import { decode, encode, fixed, list, u16, u32, type Coded } from './codec/codec.js';
import { oneOf, record, where } from './codec/record-codec.js';
import { MOST_SITES } from './thresholds.js';

const HASH = fixed(32);
const KEY = fixed(32);
const SIGNATURE = fixed(64);
/** A share of the self seed and one of the mask key, 32 bytes each, and the authenticator. */
const BOX = fixed(80);
const SHARE = fixed(32);

const ascending = (sites: readonly number[]): boolean => sites.every((site, k) => k === 0 || sites[k - 1] < site);

/** A list with one item for each of several sites, in the order of the roster. */
function perSite<T extends { readonly site: number }>(item: Parameters<typeof list<T>>[0]) {
  return where(list(item, MOST_SITES), (items) => ascending(items.map(({ site }) => site)), 'A list must be ascending by site, each site once.');
}

/** A site takes part: its fresh keys, and the commitment that its ledger has sealed. */
export interface Advert {
  readonly site: number;
  /** To the noised vector, as the ledger has sealed it. */
  readonly commitment: Uint8Array;
  /** X25519, for the boxes that carry shares. */
  readonly boxKey: Uint8Array;
  /** X25519, for the masks between pairs. */
  readonly maskKey: Uint8Array;
  /** By which a self seed that is put together again is known. */
  readonly selfSeedSha256: Uint8Array;
  /** By the identity key of the roster, over the agreement's hash and all of the above. */
  readonly signature: Uint8Array;
}

const unsignedAdvert = { site: u16, commitment: HASH, boxKey: KEY, maskKey: KEY, selfSeedSha256: HASH };
const advert = record<Advert>({ ...unsignedAdvert, signature: SIGNATURE });
export const advertFields = record<Omit<Advert, 'signature'>>(unsignedAdvert);
export const advertList = perSite(advert);
export const siteList = where(list(u16, MOST_SITES), ascending, 'A list must be ascending by site, each site once.');

const box = record({ site: u16, box: BOX });
const signed = record({ site: u16, signature: SIGNATURE });
const share = record({ site: u16, share: SHARE });
export const boxList = perSite(box);
const signedList = perSite(signed);
const shareList = perSite(share);

/** For or from one site: its two shares, in a box that only the receiver opens. */
export type Box = Coded<typeof box>;
export type SignedBySite = Coded<typeof signed>;
/** A share of the secret of `site`: of its self seed if it survived, of its mask key if it did not. */
export type RevealedShare = Coded<typeof share>;

const context = HASH;
const siteMessages = oneOf<SiteMessage>({
  advert: record({ agreement: HASH, advert }),
  shares: record({ context, boxes: boxList }),
  input: record({ context, maskedSha256: HASH, signature: SIGNATURE }),
  consent: record({ context, signature: SIGNATURE }),
  reveal: record({ context, shares: shareList }),
});

/** What a site says to the coordinator, in the order of the protocol. */
export type SiteMessage =
  | { readonly kind: 'advert'; readonly agreement: Uint8Array; readonly advert: Advert }
  | { readonly kind: 'shares'; readonly context: Uint8Array; readonly boxes: readonly Box[] }
  /** After the vector's frames: what they hold, and whose shares had come when it was masked. */
  | { readonly kind: 'input'; readonly context: Uint8Array; readonly maskedSha256: Uint8Array; readonly signature: Uint8Array }
  | { readonly kind: 'consent'; readonly context: Uint8Array; readonly signature: Uint8Array }
  | { readonly kind: 'reveal'; readonly context: Uint8Array; readonly shares: readonly RevealedShare[] };

const coordinatorMessages = oneOf<CoordinatorMessage>({
  roll: record({ agreement: HASH, adverts: advertList, signature: SIGNATURE }),
  inbox: record({ context, sharers: siteList, boxes: boxList }),
  survivors: record({ context, inputs: signedList }),
  consents: record({ context, consents: signedList }),
});

/** What the coordinator says to a site, in the order of the protocol. */
export type CoordinatorMessage =
  | { readonly kind: 'roll'; readonly agreement: Uint8Array; readonly adverts: readonly Advert[]; readonly signature: Uint8Array }
  | { readonly kind: 'inbox'; readonly context: Uint8Array; readonly sharers: readonly number[]; readonly boxes: readonly Box[] }
  /** The sites whose vectors have come, each with its signature over the sharers. */
  | { readonly kind: 'survivors'; readonly context: Uint8Array; readonly inputs: readonly SignedBySite[] }
  | { readonly kind: 'consents'; readonly context: Uint8Array; readonly consents: readonly SignedBySite[] };

export const encodeSiteMessage = (message: SiteMessage): Uint8Array => encode(siteMessages, message);
/** @throws AggregationError `format` */
export const decodeSiteMessage = (bytes: Uint8Array): SiteMessage => decode(siteMessages, bytes);

export const encodeCoordinatorMessage = (message: CoordinatorMessage): Uint8Array => encode(coordinatorMessages, message);
/** @throws AggregationError `format` */
export const decodeCoordinatorMessage = (bytes: Uint8Array): CoordinatorMessage => decode(coordinatorMessages, bytes);

export const codecs = { advert, advertList, boxList, siteList, signedList, shareList, hash: HASH, key: KEY, signature: SIGNATURE, site: u16, size: u32 };
