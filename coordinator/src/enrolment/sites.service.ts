import { Inject, Injectable } from '@nestjs/common';
import { inBackground } from '../background.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { DATABASE, revise, type Collection, type Database } from '../storage/collection.js';
import type { Site } from './site.js';

/** A site's open stream of offers; a site is connected while it has one. */
export interface Connection {
  end(): void;
}

/** Who the sites are, and whether they are there. */
@Injectable()
export class SitesService {
  readonly #events: Events;
  readonly #sites: Collection<Site>;
  readonly #connections = new Map<string, number>();

  constructor(@Inject(DATABASE) database: Database, @Inject(Events) events: Events) {
    this.#events = events;
    this.#sites = database.collection<Site>('sites');
  }

  async list(): Promise<readonly Site[]> {
    return (await this.#sites.list()).map(({ value }) => value);
  }

  async byCertificate(fingerprint: string): Promise<Site | null> {
    return (await this.list()).find((site) => site.state === 'enrolled' && site.certificateFingerprint === fingerprint) ?? null;
  }

  async isRevoked(name: string): Promise<boolean> {
    return (await this.#sites.get(name))?.value.state === 'revoked';
  }

  /**
   * Ends a site's membership, for good: its certificate is accepted no more. Its ledger stays witnessed, and what it released stays in use.
   * @throws RequestError `absent`
   */
  async revoke(name: string): Promise<Site> {
    const stored = await revise(this.#sites, name, (site): Site => (site.state === 'revoked' ? site : { ...site, state: 'revoked' }));
    if (stored === null) throw new RequestError('absent', `There is no site ${name}.`);
    this.#events.changed('sites', name);
    return stored.value;
  }

  isConnected(name: string): boolean {
    return (this.#connections.get(name) ?? 0) > 0;
  }

  connected(name: string): Connection {
    this.#count(name, 1);
    return { end: () => this.#count(name, -1) };
  }

  #count(name: string, change: 1 | -1): void {
    this.#connections.set(name, (this.#connections.get(name) ?? 0) + change);
    void inBackground(async () => {
      await revise(this.#sites, name, (site) => ({ ...site, lastSeenAt: new Date().toISOString() }));
      this.#events.changed('sites', name);
    });
  }
}
