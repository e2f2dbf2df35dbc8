import { envelopeFromBytes, envelopeSha256, envelopeToBytes, seal, type Envelope, type Offer, type Receipt } from '@commonward/envelope';
import { Inject, Injectable } from '@nestjs/common';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import type { StoredEnvelope } from './answer.js';

const NO_PAYLOAD = new Uint8Array();

/** Keeps what was signed, byte for byte as it was, and signs what the consortium says in a round. */
@Injectable()
export class Envelopes {
  readonly #blobs: BlobStore;
  readonly #keys: ConsortiumKeys;

  constructor(@Inject(BLOBS) blobs: BlobStore, @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys) {
    this.#blobs = blobs;
    this.#keys = keys;
  }

  async put(envelope: Envelope): Promise<StoredEnvelope> {
    const blob = await this.#blobs.put(envelopeToBytes(envelope));
    return { blob, envelopeSha256: envelopeSha256(envelope) };
  }

  async get({ blob }: StoredEnvelope): Promise<Envelope> {
    return envelopeFromBytes(await this.#blobs.get(blob));
  }

  /** Asks the sites for what the plan says. @param plan its canonical bytes */
  offer({ study, round, planSha256 }: Pick<Offer, 'study' | 'round' | 'planSha256'>, plan: Uint8Array): Envelope {
    const { consortium, identity } = this.#keys;
    return seal({ kind: 'offer', consortium, signer: identity.publicKey, study, round, planSha256 }, plan, identity);
  }

  /** Countersigns what a site has released, for the place in its ledger. The same release always gets the same receipt. */
  receipt({ study, round, site, ledger }: Pick<Receipt, 'study' | 'round' | 'site' | 'ledger'>, release: Envelope): Envelope {
    const { consortium, identity } = this.#keys;
    return seal({ kind: 'receipt', consortium, signer: identity.publicKey, study, round, site, envelopeSha256: envelopeSha256(release), ledger }, NO_PAYLOAD, identity);
  }
}
