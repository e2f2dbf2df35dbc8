import { DocumentChanged, DocumentExists, type Collection, type Database, type Stored } from './collection.js';

/** Keeps documents in memory, as text, so that no caller can change a stored document by accident. */
export class MemoryDatabase implements Database {
  readonly #collections = new Map<string, Map<string, { version: number; text: string }>>();

  collection<T>(name: string): Collection<T> {
    const documents = this.#collections.get(name) ?? new Map<string, { version: number; text: string }>();
    this.#collections.set(name, documents);
    const read = (id: string): Stored<T> | null => {
      const found = documents.get(id);
      return found === undefined ? null : { id, version: found.version, value: JSON.parse(found.text) as T };
    };
    const write = (id: string, version: number, value: T): Stored<T> => {
      documents.set(id, { version, text: JSON.stringify(value) });
      return { id, version, value };
    };
    return {
      insert: async (id, value) => {
        if (documents.has(id)) throw new DocumentExists(`${name}/${id} exists`);
        return write(id, 1, value);
      },
      get: async (id) => read(id),
      list: async () => [...documents.keys()].map(read).filter((stored) => stored !== null),
      replace: async (stored, value) => {
        if (documents.get(stored.id)?.version !== stored.version) throw new DocumentChanged(`${name}/${stored.id} changed`);
        return write(stored.id, stored.version + 1, value);
      },
    };
  }

  async close(): Promise<void> {}
}
