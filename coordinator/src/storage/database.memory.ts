import { DocumentChanged, DocumentExists, type Collection, type Database, type SharedDatabase, type Stored, type Term } from './collection.js';
import { LEASES, leaseOf, lostLease, type Lease } from './lease.js';

type Documents = Map<string, { readonly version: number; readonly text: string }>;

/** Keeps documents in memory, as text, so that no caller can change a stored document by accident. */
export class MemoryDatabase implements SharedDatabase {
  readonly #collections = new Map<string, Documents>();

  collection<T>(name: string): Collection<T> {
    return this.#collection(name, () => undefined);
  }

  async underLease(term: Term): Promise<Database> {
    await leaseOf(this, term);
    const assertHeld = (): void => {
      const lease = this.#read<Lease>(LEASES, term.name);
      if (lease?.value.epoch !== term.epoch) throw lostLease(term);
    };
    return { collection: (name) => this.#collection(name, assertHeld), close: () => this.close() };
  }

  async close(): Promise<void> {}

  /** `mayWrite` throws where nothing may be written; it is asked in the same turn in which the write takes effect. */
  #collection<T>(name: string, mayWrite: () => void): Collection<T> {
    const documents = this.#documents(name);
    const write = (id: string, version: number, value: T): Stored<T> => {
      documents.set(id, { version, text: JSON.stringify(value) });
      return { id, version, value };
    };
    return {
      insert: async (id, value) => {
        mayWrite();
        if (documents.has(id)) throw new DocumentExists(`${name}/${id} exists`);
        return write(id, 1, value);
      },
      get: async (id) => this.#read<T>(name, id),
      list: async () => [...documents.keys()].map((id) => this.#read<T>(name, id)).filter((stored) => stored !== null),
      replace: async (stored, value) => {
        mayWrite();
        if (documents.get(stored.id)?.version !== stored.version) throw new DocumentChanged(`${name}/${stored.id} changed`);
        return write(stored.id, stored.version + 1, value);
      },
    };
  }

  #read<T>(name: string, id: string): Stored<T> | null {
    const found = this.#documents(name).get(id);
    return found === undefined ? null : { id, version: found.version, value: JSON.parse(found.text) as T };
  }

  #documents(name: string): Documents {
    const documents = this.#collections.get(name) ?? (new Map() as Documents);
    this.#collections.set(name, documents);
    return documents;
  }
}
