import { seal, type Envelope, type Identity, type RefusalReason } from '@commonward/envelope';
import type { SealedRelease } from '../ledger/ledger.js';
import type { Policy } from '../policy/policy.js';

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
 * The envelope of a sealed release. It is a function of what the ledger holds, so a resend after a crash has the
 * same bytes. Only what the ledger sealed can be sent: there is no way in for any other bytes.
 */
export function releaseEnvelope(sender: Sender, offer: OfferReference, sealed: SealedRelease): Envelope {
  const { site, consortium, identity } = sender;
  return seal(
    {
      kind: 'release',
      consortium,
      signer: identity.publicKey,
      site,
      ...offer,
      length: sealed.payload.length / Int32Array.BYTES_PER_ELEMENT,
      ledger: sealed.ledger,
      budget: sealed.budget,
    },
    sealed.payload,
    identity,
  );
}

export function refusalEnvelope(sender: Sender, { study, round, offerSha256 }: OfferReference, reason: RefusalReason): Envelope {
  const { site, consortium, identity } = sender;
  return seal({ kind: 'refusal', consortium, signer: identity.publicKey, site, study, round, offerSha256, reason }, NO_PAYLOAD, identity);
}

export function policyEnvelope(sender: Sender, policy: Policy, budget: { spentRhoUnits: number; capRhoUnits: number }): Envelope {
  const { site, consortium, identity } = sender;
  return seal({ kind: 'policy', consortium, signer: identity.publicKey, site, ...policy, ...budget }, NO_PAYLOAD, identity);
}
