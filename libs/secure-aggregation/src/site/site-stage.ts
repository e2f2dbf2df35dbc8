import { agreementCodec, type Agreement } from '../agreement.js';
import { fixed, list } from '../codec/codec.js';
import { oneOf, record, where, word } from '../codec/record-codec.js';
import { codecs, type Advert, type RevealedShare } from '../messages.js';
import { MOST_SITES } from '../thresholds.js';

/**
 * All that a site draws for one attempt; everything it later does follows from these and from what it is told.
 * Secret: whoever has them and the masked vector has the vector.
 */
export interface SiteSecrets {
  /** X25519, opens the boxes of other sites. */
  readonly boxSecret: Uint8Array;
  /** X25519, agrees on the masks between pairs. */
  readonly maskSecret: Uint8Array;
  /** Of the mask that is the site's own. */
  readonly selfSeed: Uint8Array;
  /** Of the polynomials that share the two above. */
  readonly sharingSeed: Uint8Array;
}

/** What another site has entrusted to this one, or this one to itself. Secret. */
export interface HeldShare {
  readonly site: number;
  /** A share of its self seed, then one of its mask key: 64 bytes, of which only ever one half is revealed. */
  readonly halves: Uint8Array;
}

interface Opened {
  readonly agreement: Agreement;
  /** This site's place in the roster. */
  readonly me: number;
  readonly advert: Advert;
  readonly secrets: SiteSecrets;
}

/** The roll is fixed, and with it the context. */
interface Rolled extends Opened {
  readonly adverts: readonly Advert[];
  readonly context: Uint8Array;
}

/** It is fixed with whom the vector is masked. */
interface Entrusted extends Rolled {
  readonly sharers: readonly number[];
  readonly held: readonly HeldShare[];
}

/** The masked vector is fixed. */
interface Masked extends Entrusted {
  readonly maskedSha256: Uint8Array;
}

/** It is fixed whose vectors are in the sum. */
interface Agreed extends Masked {
  readonly survivors: readonly number[];
}

/** No secret is left but the shares that were revealed. */
interface Finished {
  readonly agreement: Agreement;
  readonly me: number;
  readonly commitment: Uint8Array;
  readonly context: Uint8Array;
  readonly survivorsSha256: Uint8Array;
  readonly shares: readonly RevealedShare[];
}

/**
 * How far a site is in one attempt:
 * - `advertised`: its fresh keys may be with the coordinator
 * - `shared`: its secrets are entrusted to its neighbours
 * - `masking`: it knows with whom to mask, and does
 * - `masked`: its vector may be with the coordinator
 * - `recording`: what is to be bound for ever must become durable before the next message
 * - `consented`: its signature under the survivors may be with the coordinator
 * - `finished`: its shares may be with the coordinator
 */
export type SiteStage =
  | ({ readonly kind: 'advertised' } & Opened)
  | ({ readonly kind: 'shared' } & Rolled)
  | ({ readonly kind: 'masking' } & Entrusted)
  | ({ readonly kind: 'masked' } & Masked)
  | ({ readonly kind: 'recording'; readonly next: 'consent' | 'reveal' } & Agreed)
  | ({ readonly kind: 'consented' } & Agreed)
  | ({ readonly kind: 'finished' } & Finished);

export type StageOf<K extends SiteStage['kind']> = Extract<SiteStage, { kind: K }>;

const secrets = record<SiteSecrets>({ boxSecret: codecs.key, maskSecret: codecs.key, selfSeed: codecs.key, sharingSeed: codecs.key });
const held = list(record<HeldShare>({ site: codecs.site, halves: fixed(64) }), MOST_SITES);

const opened = { agreement: agreementCodec, me: codecs.site, advert: codecs.advert, secrets };
const rolled = { ...opened, adverts: codecs.advertList, context: codecs.hash };
const entrusted = { ...rolled, sharers: codecs.siteList, held };
const masked = { ...entrusted, maskedSha256: codecs.hash };
const agreed = { ...masked, survivors: codecs.siteList };
const finished = { agreement: agreementCodec, me: codecs.site, commitment: codecs.hash, context: codecs.hash, survivorsSha256: codecs.hash, shares: codecs.shareList };

export const siteStageCodec = where(
  oneOf<SiteStage>({
    advertised: record(opened),
    shared: record(rolled),
    masking: record(entrusted),
    masked: record(masked),
    recording: record({ next: word('consent', 'reveal'), ...agreed }),
    consented: record(agreed),
    finished: record(finished),
  }),
  ({ me, agreement }) => me < agreement.roster.length,
  'The state belongs to no site of its roster.',
);
