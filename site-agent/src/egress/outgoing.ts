import { envelopeSha256, seal, type Envelope, type Hello, type Identity, type RefusalReason } from '@commonward/envelope';
import { vectorIn } from '@commonward/secure-aggregation';
import { WitnessedRelease, type SealedRelease } from '../ledger/ledger.js';

const NO_PAYLOAD = new Uint8Array();

/** The offer that an answer speaks of. */
export interface OfferReference {
  readonly study: string;
  readonly round: number;
  readonly planSha256: string;
  readonly offerSha256: string;
}

/** Who signs: this site, in its consortium. */
export interface Sender {
  readonly site: string;
  readonly consortium: string;
  readonly identity: Identity;
}

/**
 * The envelope of a release. It is a function of what the ledger holds, so a resend after a crash has the same bytes. Only
 * what the ledger sealed and the coordinator witnessed can be sent: there is no way in for any other bytes.
 * @throws TypeError if the ledger did not make `witnessed`
 */
export function releaseEnvelope(sender: Sender, witnessed: WitnessedRelease): Envelope {
  if (!WitnessedRelease.is(witnessed)) throw new TypeError('Only a release that the ledger lets leave can be sent.');
  return envelopeOf(sender, witnessed.sealed);
}

/** The digest that a receipt for a release names. It says nothing about a payload that is not there already. */
export const releaseSha256 = (sender: Sender, sealed: SealedRelease): string => envelopeSha256(envelopeOf(sender, sealed));

function envelopeOf({ site, consortium, identity }: Sender, { study, round, planSha256, offerSha256, payload, ledger, budget }: SealedRelease): Envelope {
  const length = payload.length / Int32Array.BYTES_PER_ELEMENT;
  return seal({ kind: 'release', consortium, signer: identity.publicKey, site, study, round, planSha256, offerSha256, length, ledger, budget }, payload, identity);
}

/** Which masked vector a site has sent, in which attempt of a round. */
export interface SentVector {
  readonly attempt: number;
  /** 64 hex digits */
  readonly maskedSha256: string;
}

/** What the site says of its part in a masked sum: a function of its ledger and of the masked vector, so it is the same whenever it is asked for. */
export function contributionEnvelope({ site, consortium, identity }: Sender, sealed: SealedRelease, { attempt, maskedSha256 }: SentVector): Envelope {
  const { study, round, planSha256, offerSha256, payload, payloadSha256: commitment, ledger, budget } = sealed;
  const { length } = vectorIn(payload);
  return seal({ kind: 'contribution', consortium, signer: identity.publicKey, site, study, round, planSha256, offerSha256, attempt, commitment, maskedSha256, length, ledger, budget }, NO_PAYLOAD, identity);
}

export function refusalEnvelope(sender: Sender, { study, round, offerSha256 }: Pick<OfferReference, 'study' | 'round' | 'offerSha256'>, reason: RefusalReason): Envelope {
  const { site, consortium, identity } = sender;
  return seal({ kind: 'refusal', consortium, signer: identity.publicKey, site, study, round, offerSha256, reason }, NO_PAYLOAD, identity);
}

export function helloEnvelope({ site, consortium, identity }: Sender, hello: Pick<Hello, 'nonce' | 'ledger' | 'quarantine'>): Envelope {
  return seal({ kind: 'hello', consortium, signer: identity.publicKey, site, ...hello }, NO_PAYLOAD, identity);
}
