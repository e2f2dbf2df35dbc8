import { createHash } from 'node:crypto';
import type { BlobStore } from '../../../coordinator/src/storage/blobs.js';
import { DatabaseUnavailable, DocumentChanged, DocumentExists, type Collection, type Database, type Stored, type Term } from '../../../coordinator/src/storage/collection.js';
import { LEASES, leaseOf, lostLease, type Lease } from '../../../coordinator/src/storage/lease.js';

/** A process that uses the store. */
export interface StoreUser {
  /** The name under which it leads. */
  readonly replica: string;
  /** Whether the process lives on: it may end before or after any write, the point. One that has ended hears nothing any more. */
  lives(point: string | null): boolean;
  /** Calls `work` when the store gets to it; `hasLeft` if it comes also when the process has ended, or stands still, meanwhile. */
  later(kind: 'read' | 'write', work: (hasLeft: boolean) => void): void;
  /** Calls `work`, which is for the process to hear, as soon as it does not stand still. */
  hears(work: () => void): void;
  /** Whether the store is out of reach just now. */
  isAway(): boolean;
}

/** A change of a document, in the moment in which it takes effect. */
export interface Effect {
  readonly by: StoreUser;
  readonly collection: string;
  readonly id: string;
  /** The version that it took the place of; null for a new document. */
  readonly version: number | null;
  readonly value: unknown;
}

interface Document {
  readonly version: number;
  readonly text: string;
}

type Documents = Map<string, Document>;

/** The coordinator's documents and blobs: what was answered is durable. `onEffect` sees each change of a document. */
export class SimStore {
  #collections = new Map<string, Documents>();
  #blobs = new Map<string, Uint8Array>();
  /** How often it was put back: what was asked of it before is lost with what came after the backup. */
  #restorations = 0;
  /** What documents say, for who looks on: most are looked at many times before they change. */
  readonly #readings = new WeakMap<Document, unknown>();
  onEffect: (effect: Effect) => void = () => undefined;

  /** A backup of everything, as it is now. @returns puts it back */
  backup(): () => void {
    const collections = new Map([...this.#collections].map(([name, documents]) => [name, new Map(documents)]));
    const blobs = new Map(this.#blobs);
    return () => {
      this.#restorations += 1;
      this.#collections = new Map([...collections].map(([name, documents]) => [name, new Map(documents)]));
      this.#blobs = new Map(blobs);
    };
  }

  /** All documents of a collection, for who looks on. */
  documents<T>(name: string): readonly T[] {
    return [...this.#of(name).values()].map((document) => this.#parsed(document) as T);
  }

  #parsed(document: Document): unknown {
    const known = this.#readings.get(document) ?? (JSON.parse(document.text) as unknown);
    this.#readings.set(document, known);
    return known;
  }

  blob(sha256: string): Uint8Array {
    const bytes = this.#blobs.get(sha256);
    if (bytes === undefined) throw new Error(`No object ${sha256} is stored.`);
    return bytes;
  }

  database(user: StoreUser): Database {
    return this.#database(user, () => undefined);
  }

  /** For the leader of a term: the lease is looked at in the moment in which a write takes effect. */
  async underLease(user: StoreUser, term: Term): Promise<Database> {
    await leaseOf(this.database(user), term);
    return this.#database(user, () => {
      const lease = this.#of(LEASES).get(term.name);
      if (lease === undefined || (JSON.parse(lease.text) as Lease).epoch !== term.epoch) throw lostLease(term);
    });
  }

  blobsFor(user: StoreUser): BlobStore {
    return {
      put: (bytes) =>
        this.#asked(user, { kind: 'write', point: 'write of a blob' }, () => {
          const name = createHash('sha256').update(bytes).digest('hex');
          this.#blobs.set(name, bytes.slice());
          return name;
        }),
      get: (sha256) => this.#asked(user, { kind: 'read', point: 'blob' }, () => this.blob(sha256).slice()),
    };
  }

  #database(user: StoreUser, assertMayWrite: () => void): Database {
    return { collection: <T>(name: string) => this.#collection<T>(name, user, assertMayWrite), close: async () => undefined };
  }

  #collection<T>(name: string, user: StoreUser, assertMayWrite: () => void): Collection<T> {
    const read = (id: string): Stored<T> | null => {
      const found = this.#of(name).get(id);
      return found === undefined ? null : { id, version: found.version, value: JSON.parse(found.text) as T };
    };
    const write = (id: string, before: number | null, value: T): Stored<T> => {
      const version = (before ?? 0) + 1;
      this.#of(name).set(id, { version, text: JSON.stringify(value) });
      this.onEffect({ by: user, collection: name, id, version: before, value });
      return { id, version, value };
    };
    return {
      get: (id) => this.#asked(user, { kind: 'read', point: name }, () => read(id)),
      list: () => this.#asked(user, { kind: 'read', point: name }, () => [...this.#of(name).keys()].flatMap((id) => read(id) ?? [])),
      insert: (id, value) =>
        this.#asked(user, { kind: 'write', point: `insert into ${name}` }, () => {
          assertMayWrite();
          if (this.#of(name).has(id)) throw new DocumentExists(`${name}/${id} exists`);
          return write(id, null, value);
        }),
      replace: ({ id, version }, value) =>
        this.#asked(user, { kind: 'write', point: `change of ${name}` }, () => {
          assertMayWrite();
          if (this.#of(name).get(id)?.version !== version) throw new DocumentChanged(`${name}/${id} changed`);
          return write(id, version, value);
        }),
    };
  }

  /** The process may end, and the store may be out of reach, before as well as after the work has taken effect. */
  #asked<T>(user: StoreUser, { kind, point }: { readonly kind: 'read' | 'write'; readonly point: string }, work: () => T): Promise<T> {
    const restorations = this.#restorations;
    return new Promise((resolve, reject) => {
      const goesOn = (when: string): boolean => {
        if (!user.lives(kind === 'write' ? `${when} the ${point}` : null)) return false;
        if (!user.isAway()) return true;
        user.hears(() => reject(new DatabaseUnavailable('The store does not answer.')));
        return false;
      };
      user.later(kind, (hasLeft) => {
        if (restorations !== this.#restorations || (!hasLeft && !goesOn('before'))) return;
        const done = attempt(work);
        if (!goesOn('after')) return;
        user.hears(() => ('error' in done ? reject(done.error) : resolve(done.result)));
      });
    });
  }

  #of(name: string): Documents {
    const documents = this.#collections.get(name) ?? (new Map() as Documents);
    this.#collections.set(name, documents);
    return documents;
  }
}

function attempt<T>(work: () => T): { readonly result: T } | { readonly error: Error } {
  try {
    return { result: work() };
  } catch (error) {
    if (error instanceof Error) return { error };
    throw error;
  }
}
