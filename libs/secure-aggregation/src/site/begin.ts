import type { Identity } from '@commonward/envelope';
import { advertClaim, selfSeedSha256 } from '../adverts.js';
import { agreementSha256, checkAgreement, rosterSha256, type Agreement } from '../agreement.js';
import { AggregationError } from '../aggregation-error.js';
import type { Advert } from '../messages.js';
import type { Primitives } from '../primitives/primitives.js';
import { freshKey, type Words } from '../random.js';
import type { SiteSecrets } from './site-stage.js';
import type { SiteStep } from './site-step.js';
import type { UnmaskRecord } from './unmask-record.js';

/** What a site brings to its side of the protocol. */
export interface SiteTools {
  readonly primitives: Primitives;
  readonly identity: Identity;
}

export interface Beginning {
  readonly agreement: Agreement;
  /** From this site's own configuration, 64 hex digits. */
  readonly pinnedRosterSha256: string;
  /** This site's name in the roster. */
  readonly site: string;
  /** As the ledger has sealed it and the coordinator has witnessed it: `commitToVector`. */
  readonly commitment: Uint8Array;
  /** What the ledger holds of this vector. */
  readonly record: UnmaskRecord | null;
}

/**
 * Takes part in an attempt with fresh keys. This is the only step that draws randomness.
 *
 * @param random uniform words; 32 of them are drawn
 * @throws AggregationError `unmasked` if the vector is bound already: only a new debit with fresh noise can follow;
 *   `agreement` or `roster` if the terms cannot be accepted; `members` if the roster has not this site with this key
 */
export function beginAttempt(tools: SiteTools, beginning: Beginning, random: Words): SiteStep {
  const { agreement, pinnedRosterSha256, record } = beginning;
  checkAgreement(agreement);
  if (rosterSha256(agreement.roster) !== pinnedRosterSha256) throw new AggregationError('roster', 'The roster is not the one that is pinned at this site.');
  if (record !== null) throw new AggregationError('unmasked', 'This vector is in a sum already, and can be in no other.');
  const me = placeOf(tools, beginning);
  const secrets: SiteSecrets = { boxSecret: freshKey(random), maskSecret: freshKey(random), selfSeed: freshKey(random), sharingSeed: freshKey(random) };
  const advert = signedAdvert(tools, agreement, { site: me, commitment: beginning.commitment, ...publicHalves(tools, secrets), selfSeedSha256: selfSeedSha256(me, secrets.selfSeed) });
  return {
    state: { bound: null, stage: { kind: 'advertised', agreement, me, advert, secrets } },
    effects: [{ kind: 'send', message: { kind: 'advert', agreement: agreementSha256(agreement), advert } }],
  };
}

function placeOf({ identity }: SiteTools, { agreement, site }: Beginning): number {
  const place = agreement.roster.findIndex((member) => member.site === site && member.identityKey === identity.publicKey);
  if (place === -1) throw new AggregationError('members', `The roster has no ${site} with this site's identity key.`);
  return place;
}

function publicHalves({ primitives }: SiteTools, { boxSecret, maskSecret }: SiteSecrets): Pick<Advert, 'boxKey' | 'maskKey'> {
  return { boxKey: primitives.publicKey(boxSecret), maskKey: primitives.publicKey(maskSecret) };
}

function signedAdvert({ primitives, identity }: SiteTools, agreement: Agreement, advert: Omit<Advert, 'signature'>): Advert {
  return { ...advert, signature: primitives.sign(advertClaim(agreementSha256(agreement), advert), identity) };
}
