import { createHash } from 'node:crypto';
import type { BlobStore } from '../../../coordinator/src/storage/blobs.js';
import { DatabaseUnavailable, DocumentChanged, DocumentExists, type Collection, type Database, type Stored } from '../../../coordinator/src/storage/collection.js';

/** A process that uses the store. */
export interface StoreUser {
  /** Whether the process lives on: it may end before or after any write, the point. One that has ended hears nothing any more. */
  lives(point: string | null): boolean;
  /** Calls `work` when the store gets to it. */
  later(kind: 'read' | 'write', work: () => void): void;
  /** Whether the store is out of reach just now. */
  isAway(): boolean;
}

type Documents = Map<string, { readonly version: number; readonly text: string }>;

/** The coordinator's documents and blobs: what was answered is durable. `onInsert` sees each new document as it takes effect. */
export class SimStore {
  #collections = new Map<string, Documents>();
  #blobs = new Map<string, Uint8Array>();
  onInsert: (collection: string, value: unknown) => void = () => undefined;

  /** A backup of everything, as it is now. @returns puts it back */
  backup(): () => void {
    const collections = new Map([...this.#collections].map(([name, documents]) => [name, new Map(documents)]));
    const blobs = new Map(this.#blobs);
    return () => {
      this.#collections = new Map([...collections].map(([name, documents]) => [name, new Map(documents)]));
      this.#blobs = new Map(blobs);
    };
  }

  /** All documents of a collection, for who looks on. */
  documents<T>(name: string): readonly T[] {
    return [...this.#of(name).values()].map(({ text }) => JSON.parse(text) as T);
  }

  blob(sha256: string): Uint8Array {
    const bytes = this.#blobs.get(sha256);
    if (bytes === undefined) throw new Error(`No object ${sha256} is stored.`);
    return bytes;
  }

  database(user: StoreUser): Database {
    return { collection: <T>(name: string) => this.#collection<T>(name, user), close: async () => undefined };
  }

  blobsFor(user: StoreUser): BlobStore {
    return {
      put: (bytes) =>
        asked(user, { kind: 'write', point: 'write of a blob' }, () => {
          const name = createHash('sha256').update(bytes).digest('hex');
          this.#blobs.set(name, bytes.slice());
          return name;
        }),
      get: (sha256) => asked(user, { kind: 'read', point: 'blob' }, () => this.blob(sha256).slice()),
    };
  }

  #collection<T>(name: string, user: StoreUser): Collection<T> {
    const read = (id: string): Stored<T> | null => {
      const found = this.#of(name).get(id);
      return found === undefined ? null : { id, version: found.version, value: JSON.parse(found.text) as T };
    };
    const write = (id: string, version: number, value: T): Stored<T> => {
      this.#of(name).set(id, { version, text: JSON.stringify(value) });
      return { id, version, value };
    };
    return {
      get: (id) => asked(user, { kind: 'read', point: name }, () => read(id)),
      list: () => asked(user, { kind: 'read', point: name }, () => [...this.#of(name).keys()].flatMap((id) => read(id) ?? [])),
      insert: (id, value) =>
        asked(user, { kind: 'write', point: `insert into ${name}` }, () => {
          if (this.#of(name).has(id)) throw new DocumentExists(`${name}/${id} exists`);
          const stored = write(id, 1, value);
          this.onInsert(name, value);
          return stored;
        }),
      replace: ({ id, version }, value) =>
        asked(user, { kind: 'write', point: `change of ${name}` }, () => {
          if (this.#of(name).get(id)?.version !== version) throw new DocumentChanged(`${name}/${id} changed`);
          return write(id, version + 1, value);
        }),
    };
  }

  #of(name: string): Documents {
    const documents = this.#collections.get(name) ?? (new Map() as Documents);
    this.#collections.set(name, documents);
    return documents;
  }
}

/** The process may end, and the store may be out of reach, before as well as after the work has taken effect. */
function asked<T>(user: StoreUser, { kind, point }: { readonly kind: 'read' | 'write'; readonly point: string }, work: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const goesOn = (when: string): boolean => {
      if (!user.lives(kind === 'write' ? `${when} the ${point}` : null)) return false;
      if (!user.isAway()) return true;
      reject(new DatabaseUnavailable('The store does not answer.'));
      return false;
    };
    user.later(kind, () => {
      if (!goesOn('before')) return;
      const done = attempt(work);
      if (!goesOn('after')) return;
      if ('error' in done) reject(done.error);
      else resolve(done.result);
    });
  });
}

function attempt<T>(work: () => T): { readonly result: T } | { readonly error: Error } {
  try {
    return { result: work() };
  } catch (error) {
    if (error instanceof Error) return { error };
    throw error;
  }
}
