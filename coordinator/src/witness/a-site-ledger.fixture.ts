import {
  encodeEntry,
  extendChain,
  identityFromSeed,
  NO_HEAD,
  seal,
  sha256Hex,
  signEntry,
  type Envelope,
  type Hello,
  type Identity,
  type LedgerChain,
  type LedgerEntryContent,
  type LedgerHead,
  type SignedEntry,
} from '@commonward/envelope';
import { invitedSite, type Site } from '../enrolment/site.js';
import type { ConsortiumKeys } from '../identity/consortium-keys.js';

export const coordinator = identityFromSeed(new Uint8Array(32).fill(1));
const noCertificate = { certificate: '', privateKey: '' };
export const keys: ConsortiumKeys = { consortium: 'Heart', identity: coordinator, authority: noCertificate, server: noCertificate, accessKey: '' };

export const nonce = 'c'.repeat(64);

export const enrolled = (name: string, identity: Identity): Site => ({ ...invitedSite(name), state: 'enrolled', publicKey: identity.publicKey });

const policy: LedgerEntryContent = {
  kind: 'policy',
  epsilonCap: 5,
  deltaMax: 1e-5,
  unit: 'patient',
  adjacency: 'add-or-remove-one',
  capRhoUnits: 1000,
  maxRhoUnitsPerRound: 1000,
};

export interface SealedRound {
  readonly study: string;
  readonly round: number;
  readonly planSha256: string;
  readonly offerSha256: string;
  readonly payload: Uint8Array;
  readonly rhoUnits: number;
}

/** A site's ledger, as the site's side of the same library writes it. */
export class SiteLedger {
  readonly site: string;
  readonly identity: Identity;
  readonly entries: SignedEntry[] = [];
  readonly #ts: string;
  #chain: LedgerChain | null = null;

  constructor(site: string, identity: Identity, ts = '2026-01-01T00:00:00.000Z') {
    this.#ts = ts;
    this.site = site;
    this.identity = identity;
    this.add({ kind: 'genesis', site, publicKey: identity.publicKey });
    this.add(policy);
  }

  get chain(): LedgerChain {
    if (this.#chain === null) throw new Error('A ledger has a genesis');
    return this.#chain;
  }

  get head(): LedgerHead {
    return { seq: this.chain.seq, head: this.chain.head };
  }

  add(content: LedgerEntryContent): void {
    const place = this.#chain === null ? { seq: 0, prev: NO_HEAD } : { seq: this.#chain.seq + 1, prev: this.#chain.head };
    const entry = signEntry({ v: 1, ...place, ts: this.#ts, ...content }, this.identity);
    this.#chain = extendChain(this.#chain, entry);
    this.entries.push(entry);
  }

  /** Pays for a round and seals it. */
  seal({ study, round, planSha256, offerSha256, payload, rhoUnits }: SealedRound): void {
    this.add({ kind: 'debit', study, round, planSha256, offerSha256, event: {}, rhoUnits });
    this.add({ kind: 'seal', study, round, payloadSha256: sha256Hex(payload) });
  }

  /** The records from a number on, as the site sends them. */
  from(seq: number): Uint8Array {
    return new Uint8Array(Buffer.concat(this.entries.slice(seq).map(encodeEntry)));
  }

  /** The ledger as it was after this many records: what a backup holds. */
  copy(length = this.entries.length): SiteLedger {
    const copy = new SiteLedger(this.site, this.identity);
    copy.entries.splice(0);
    copy.#chain = null;
    for (const entry of this.entries.slice(0, length)) {
      copy.#chain = extendChain(copy.#chain, entry);
      copy.entries.push(entry);
    }
    return copy;
  }

  hello(said: Partial<Hello> = {}, by = this.identity): Envelope {
    return seal({ kind: 'hello', consortium: 'Heart', signer: by.publicKey, site: this.site, nonce, ledger: this.head, quarantine: null, ...said }, new Uint8Array(), by);
  }
}
