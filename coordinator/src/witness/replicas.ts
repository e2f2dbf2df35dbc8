import { decodeEntries, encodeEntry, extendReplica, IntegrityError, type LedgerReplica, type SignedEntry } from '@commonward/envelope';
import type { Site } from '../enrolment/site.js';
import type { BlobStore } from '../storage/blobs.js';
import { DocumentExists, type Collection, type Database } from '../storage/collection.js';
import { segmentId, type Segment } from './segment.js';

export interface ReplicasOptions {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly now: () => Date;
}

/**
 * The coordinator's copies of the sites' ledgers: append-only, and checked by the same rules as the originals.
 *
 * Guarantee: a record that was stored stays where it is, and every later one is its future, also when several coordinators
 * write to one store: they append by inserting under the number of the next record, which succeeds once.
 */
export class Replicas {
  readonly #segments: Collection<Segment>;
  readonly #blobs: BlobStore;
  readonly #now: () => Date;
  /** What has been read so far: a replica only grows, so this is never wrong, only old. */
  readonly #read = new Map<string, LedgerReplica>();

  constructor({ database, blobs, now }: ReplicasOptions) {
    this.#segments = database.collection<Segment>('ledger-segments');
    this.#blobs = blobs;
    this.#now = now;
  }

  /** @returns null if nothing is held of this site's ledger */
  async of(site: Pick<Site, 'name' | 'publicKey'>): Promise<LedgerReplica | null> {
    let replica = this.#read.get(site.name) ?? null;
    for await (const segment of this.#after(site.name, replica)) {
      replica = extendReplica(replica, decodeEntries(await this.#blobs.get(segment.entries)), site.publicKey);
      if (replica !== null) this.#read.set(site.name, replica);
    }
    return replica;
  }

  /** The records themselves, as a ledger's file holds them. */
  async *entries(site: string): AsyncGenerator<Uint8Array> {
    for await (const segment of this.#after(site, null)) yield await this.#blobs.get(segment.entries);
  }

  /**
   * Appends what is new; durable on return.
   * @throws IntegrityError if the records are not the future of those that are held
   */
  async append(site: Pick<Site, 'name' | 'publicKey'>, entries: readonly SignedEntry[]): Promise<LedgerReplica | null> {
    for (;;) {
      const known = await this.of(site);
      const extended = extendReplica(known, entries, site.publicKey);
      if (extended === null || extended === known) return known;
      if (extended.chain.site !== site.name) throw new IntegrityError('signer', `The ledger belongs to the site ${extended.chain.site}, not to ${site.name}.`);
      if (await this.#insert(site.name, entries.filter(({ seq }) => seq >= (known?.heads.length ?? 0)), extended)) return extended;
    }
  }

  /** @returns false if other records were appended meanwhile */
  async #insert(site: string, fresh: readonly SignedEntry[], { chain: { seq, head }, heads }: LedgerReplica): Promise<boolean> {
    const from = heads.length - fresh.length;
    const entries = await this.#blobs.put(Buffer.concat(fresh.map(encodeEntry)));
    try {
      await this.#segments.insert(segmentId(site, from), { site, from, ledger: { seq, head }, entries, at: this.#now().toISOString() });
      return true;
    } catch (error) {
      if (error instanceof DocumentExists) return false;
      throw error;
    }
  }

  async *#after(site: string, replica: LedgerReplica | null): AsyncGenerator<Segment> {
    let next = replica?.heads.length ?? 0;
    for (;;) {
      const segment = await this.#segments.get(segmentId(site, next));
      if (segment === null) return;
      yield segment.value;
      next = segment.value.ledger.seq + 1;
    }
  }
}
