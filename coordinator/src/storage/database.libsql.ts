import DatabaseFile from 'libsql';
import { DocumentChanged, DocumentExists, type Collection, type Database } from './collection.js';

interface Row {
  id: string;
  version: number;
  body: string;
}

/**
 * One embedded file: write-ahead log, synced at every commit, so an acknowledged write survives a crash.
 * Calls block for the length of one disk sync.
 */
export class LibsqlDatabase implements Database {
  readonly #file: InstanceType<typeof DatabaseFile>;

  constructor(path: string) {
    this.#file = new DatabaseFile(path);
    this.#file.exec('PRAGMA journal_mode = WAL');
    this.#file.exec('PRAGMA synchronous = FULL');
    this.#file.exec(
      'CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, ' +
        'id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (collection, id))',
    );
  }

  collection<T>(name: string): Collection<T> {
    const insert = this.#file.prepare('INSERT INTO documents (collection, id, version, body) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING');
    const select = this.#file.prepare('SELECT id, version, body FROM documents WHERE collection = ? AND id = ?');
    const selectAll = this.#file.prepare('SELECT id, version, body FROM documents WHERE collection = ? ORDER BY position');
    const update = this.#file.prepare('UPDATE documents SET version = version + 1, body = ? WHERE collection = ? AND id = ? AND version = ?');
    const stored = (row: Row) => ({ id: row.id, version: row.version, value: JSON.parse(row.body) as T });
    return {
      insert: async (id, value) => {
        if (insert.run(name, id, JSON.stringify(value)).changes === 0) throw new DocumentExists(`${name}/${id} exists`);
        return { id, version: 1, value };
      },
      get: async (id) => {
        const row = select.get(name, id) as Row | undefined;
        return row === undefined ? null : stored(row);
      },
      list: async () => (selectAll.all(name) as Row[]).map(stored),
      replace: async ({ id, version }, value) => {
        if (update.run(JSON.stringify(value), name, id, version).changes === 0) throw new DocumentChanged(`${name}/${id} changed`);
        return { id, version: version + 1, value };
      },
    };
  }

  async close(): Promise<void> {
    this.#file.close();
  }
}
