import { agreementCodec, type Agreement } from '../agreement.js';
import { decode, encode, list } from '../codec/codec.js';
import { oneOf, record, word } from '../codec/record-codec.js';
import type { Masks } from '../masks/masks.js';
import { codecs, type Advert, type Box, type RevealedShare, type SignedBySite } from '../messages.js';
import { MOST_SITES } from '../thresholds.js';

/** What one site has handed in, by its place in the roster. */
export interface SharesOfSite {
  readonly site: number;
  readonly boxes: readonly Box[];
}
export interface InputOfSite extends SignedBySite {
  /** Of the vector that the caller has received in frames. */
  readonly maskedSha256: Uint8Array;
}
export interface RevealOfSite {
  readonly site: number;
  readonly shares: readonly RevealedShare[];
}

interface Open {
  readonly agreement: Agreement;
  readonly adverts: readonly Advert[];
}
interface Rolled extends Open {
  readonly context: Uint8Array;
  /** The coordinator's, over the context. */
  readonly rollSignature: Uint8Array;
  readonly shares: readonly SharesOfSite[];
}
interface Masking extends Rolled {
  readonly inputs: readonly InputOfSite[];
}
interface Agreeing extends Masking {
  readonly consents: readonly SignedBySite[];
}
interface Revealing extends Agreeing {
  readonly reveals: readonly RevealOfSite[];
}

/** Where an attempt stands; each phase collects one message from each site until it is closed. */
export type CoordinatorState =
  | ({ readonly kind: 'advertising' } & Open)
  | ({ readonly kind: 'sharing' } & Rolled)
  | ({ readonly kind: 'masking' } & Masking)
  | ({ readonly kind: 'agreeing' } & Agreeing)
  | ({ readonly kind: 'revealing' } & Revealing)
  /** The sum of the survivors' masked vectors, less these masks, is the sum of their vectors. */
  | { readonly kind: 'recovered'; readonly agreement: Agreement; readonly survivors: readonly number[]; readonly masks: Masks }
  /** Fewer sites answered than are needed. Until the phase `revealing` the sites' vectors can be used again in the next attempt. */
  | { readonly kind: 'failed'; readonly agreement: Agreement; readonly phase: CollectingPhase; readonly answered: readonly number[] };

export type CollectingPhase = 'advertising' | 'sharing' | 'masking' | 'agreeing' | 'revealing';
export type CollectingState = Extract<CoordinatorState, { kind: CollectingPhase }>;
export type CoordinatorStateOf<K extends CoordinatorState['kind']> = Extract<CoordinatorState, { kind: K }>;

const perSite = <T extends { readonly site: number }>(item: Parameters<typeof list<T>>[0]) => list(item, MOST_SITES);
const open = { agreement: agreementCodec, adverts: codecs.advertList };
const rolled = { ...open, context: codecs.hash, rollSignature: codecs.signature, shares: perSite(record<SharesOfSite>({ site: codecs.site, boxes: codecs.boxList })) };
const masking = { ...rolled, inputs: perSite(record<InputOfSite>({ site: codecs.site, signature: codecs.signature, maskedSha256: codecs.hash })) };
const agreeing = { ...masking, consents: codecs.signedList };
const revealing = { ...agreeing, reveals: perSite(record<RevealOfSite>({ site: codecs.site, shares: codecs.shareList })) };
/** Of a thousand sites with 174 neighbours each, a third gone. */
const seeds = list(codecs.key, 2 ** 17);

const stateCodec = oneOf<CoordinatorState>({
  advertising: record(open),
  sharing: record(rolled),
  masking: record(masking),
  agreeing: record(agreeing),
  revealing: record(revealing),
  recovered: record({ agreement: agreementCodec, survivors: codecs.siteList, masks: record<Masks>({ add: seeds, subtract: seeds }) }),
  failed: record({ agreement: agreementCodec, phase: word('advertising', 'sharing', 'masking', 'agreeing', 'revealing'), answered: codecs.siteList }),
});

export const encodeCoordinatorState = (state: CoordinatorState): Uint8Array => encode(stateCodec, state);
/** @throws AggregationError `format` */
export const decodeCoordinatorState = (bytes: Uint8Array): CoordinatorState => decode(stateCodec, bytes);

/** The sites whose message the open phase waits for. */
export function expected(state: CollectingState): readonly number[] {
  switch (state.kind) {
    case 'advertising':
      return state.agreement.roster.map((_, site) => site);
    case 'sharing':
      return sitesOf(state.adverts);
    case 'masking':
      return sitesOf(state.shares);
    case 'agreeing':
      return sitesOf(state.inputs);
    case 'revealing':
      return sitesOf(state.inputs);
    default:
      return state satisfies never;
  }
}

/** The sites that have answered in the open phase. */
export function answered(state: CollectingState): readonly number[] {
  switch (state.kind) {
    case 'advertising':
      return sitesOf(state.adverts);
    case 'sharing':
      return sitesOf(state.shares);
    case 'masking':
      return sitesOf(state.inputs);
    case 'agreeing':
      return sitesOf(state.consents);
    case 'revealing':
      return sitesOf(state.reveals);
    default:
      return state satisfies never;
  }
}

/** The sites that have not answered yet; when there are none, nothing is gained by waiting. */
export function missing(state: CollectingState): readonly number[] {
  const here = new Set(answered(state));
  return expected(state).filter((site) => !here.has(site));
}

const sitesOf = (items: readonly { readonly site: number }[]): readonly number[] => items.map(({ site }) => site);
