import { agreementSha256, type Agreement } from './agreement.js';
import { AggregationError } from './aggregation-error.js';
import { encode, u16 } from './codec/codec.js';
import { advertFields, type Advert } from './messages.js';
import { claim, digest } from './primitives/derive.js';
import type { Primitives } from './primitives/primitives.js';

/** What a site signs when it takes part. @param agreement its hash */
export function advertClaim(agreement: Uint8Array, advert: Omit<Advert, 'signature'>): Uint8Array {
  return claim('advert', agreement, encode(advertFields, advert));
}

/** By this the self seed of a site is known when it is put together again; 32 uniform bytes cannot be found from it. */
export function selfSeedSha256(site: number, selfSeed: Uint8Array): Uint8Array {
  return digest('self-seed', encode(u16, site), selfSeed);
}

/**
 * @throws AggregationError `members` if a site is not in the roster, `signature` unless the roster's key signed
 *   exactly these keys for exactly this agreement
 */
export function checkAdverts(primitives: Primitives, agreement: Agreement, adverts: readonly Advert[]): void {
  const hash = agreementSha256(agreement);
  for (const advert of adverts) {
    if (advert.site >= agreement.roster.length) throw new AggregationError('members', `The roster has no site ${advert.site}.`);
    const { identityKey, site } = agreement.roster[advert.site];
    if (!primitives.verify(advertClaim(hash, advert), advert.signature, identityKey)) throw new AggregationError('signature', `The keys of ${site} are not signed by ${site} for this attempt.`);
  }
}

/** @throws AggregationError `keys` if two sites, or the two uses of one site, have the same key */
export function checkKeysDiffer(adverts: readonly Advert[]): void {
  const keys = adverts.flatMap(({ boxKey, maskKey }) => [boxKey, maskKey].map((key) => Buffer.from(key).toString('hex')));
  if (new Set(keys).size !== keys.length) throw new AggregationError('keys', 'A fresh key appears twice among the sites.');
}
