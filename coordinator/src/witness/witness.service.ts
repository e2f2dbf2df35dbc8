import { canonicalJson, decodeEntries, IntegrityError, open, seal, type Envelope, type Hello, type LedgerHead, type LedgerReplica } from '@commonward/envelope';
import { Inject, Injectable } from '@nestjs/common';
import { viewOf, type Site } from '../enrolment/site.js';
import { Events } from '../events/events.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import { DATABASE, revise, type Collection, type Database } from '../storage/collection.js';
import { Replicas } from './replicas.js';

const NO_PAYLOAD = new Uint8Array();

/**
 * Witnesses the sites' ledgers: holds a copy of each, takes only its future, and says to every site which record of every
 * site's ledger is the newest. A site that was set back or copied cannot go on here, and a coordinator that was set back, or
 * tells two sites different things, is found out by the sites.
 */
@Injectable()
export class WitnessService {
  readonly #keys: ConsortiumKeys;
  readonly #events: Events;
  readonly #replicas: Replicas;
  readonly #sites: Collection<Site>;

  constructor(@Inject(DATABASE) database: Database, @Inject(BLOBS) blobs: BlobStore, @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys, @Inject(Events) events: Events) {
    this.#keys = keys;
    this.#events = events;
    this.#replicas = new Replicas({ database, blobs, now: () => new Date() });
    this.#sites = database.collection<Site>('sites');
  }

  /**
   * Takes in the records that come with a hello, and answers it. Records are durable before they are in an answer.
   * @param entries records as a ledger's file holds them; may be empty
   * @throws IntegrityError if the hello is not the site's, or the records are not the future of those that are held
   */
  async answer(site: Site, envelope: Envelope, entries: Uint8Array): Promise<Envelope> {
    const hello = open(envelope, { kind: 'hello', publicKey: site.publicKey });
    const { consortium, identity } = this.#keys;
    if (hello.site !== site.name) throw new IntegrityError('signer', `The hello names another site than the certificate of ${site.name}.`);
    if (hello.consortium !== consortium) throw new IntegrityError('signer', 'The hello was meant for another consortium.');
    const replica = await this.#replicas.append(site, decodeEntries(entries));
    await this.#note(site, hello, replica);
    const heads = await this.#heads();
    return seal({ kind: 'witness', consortium, signer: identity.publicKey, site: site.name, nonce: hello.nonce, heads }, NO_PAYLOAD, identity);
  }

  /** @returns null if nothing is held of this site's ledger */
  replica(site: Site): Promise<LedgerReplica | null> {
    return this.#replicas.of(site);
  }

  /** The site's records as its ledger's file holds them, in pieces. */
  entries({ name }: Site): AsyncGenerator<Uint8Array> {
    return this.#replicas.entries(name);
  }

  /** Also of sites that have left: a head that vanished would be a coordinator that was set back. */
  async #heads(): Promise<Record<string, LedgerHead>> {
    const heads: Record<string, LedgerHead> = {};
    for (const { value: site } of await this.#sites.list()) {
      const replica = site.state === 'invited' ? null : await this.#replicas.of(site);
      if (replica !== null) heads[site.name] = { seq: replica.chain.seq, head: replica.chain.head };
    }
    return heads;
  }

  /** What the dashboard shows of the site is what its ledger says; it is written only when it changes. */
  async #note({ name }: Site, hello: Hello, replica: LedgerReplica | null): Promise<void> {
    const at = new Date().toISOString();
    let changed = false;
    await revise(this.#sites, name, (known) => {
      const next = viewOf(known, { hello, replica, at });
      changed = canonicalJson(next) !== canonicalJson(known);
      return changed ? next : known;
    });
    if (changed) this.#events.changed('sites', name);
  }
}
