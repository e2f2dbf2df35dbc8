import DatabaseFile from 'libsql';
import { DatabaseUnavailable, DocumentChanged, DocumentExists, type Collection, type Database, type SharedDatabase, type Term } from './collection.js';
import { GroupCommit } from './group-commit.js';
import { LEASES, leaseOf } from './lease.js';

interface Row {
  id: string;
  version: number;
  body: string;
}

/** How long to wait for another process that writes to the file, in milliseconds: some syncs of a disk. */
const BUSY_MS = 1000;

/** True where the lease has the epoch of the term, and true without a term. */
const HELD = "(? IS NULL OR EXISTS (SELECT 1 FROM documents WHERE collection = '" + LEASES + "' AND id = ? AND json_extract(body, '$.epoch') = ?))";

/**
 * One embedded file: write-ahead log, synced at every commit, so an acknowledged write survives a crash. Processes of one
 * machine may share it. Writes that are asked for together share a commit, which blocks for the length of one disk sync, or while another process writes.
 */
export class LibsqlDatabase implements SharedDatabase {
  readonly #file: InstanceType<typeof DatabaseFile>;
  readonly #commits: GroupCommit;

  constructor(path: string) {
    this.#file = new DatabaseFile(path, { timeout: BUSY_MS });
    this.#file.exec('PRAGMA journal_mode = WAL');
    this.#file.exec('PRAGMA synchronous = FULL');
    this.#file.exec(
      'CREATE TABLE IF NOT EXISTS documents (position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, ' +
        'id TEXT NOT NULL, version INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE (collection, id))',
    );
    this.#commits = new GroupCommit(this.#file);
  }

  collection<T>(name: string): Collection<T> {
    return this.#collection(name, null);
  }

  async underLease(term: Term): Promise<Database> {
    await leaseOf(this, term);
    return { collection: (name) => this.#collection(name, term), close: () => this.close() };
  }

  async close(): Promise<void> {
    await this.#commits.drained();
    this.#file.close();
  }

  /** A write and the check of the lease are one statement. */
  #collection<T>(name: string, term: Term | null): Collection<T> {
    const insert = this.#file.prepare(`INSERT INTO documents (collection, id, version, body) SELECT ?, ?, 1, ? WHERE ${HELD} ON CONFLICT DO NOTHING`);
    const select = this.#file.prepare('SELECT id, version, body FROM documents WHERE collection = ? AND id = ?');
    const selectAll = this.#file.prepare('SELECT id, version, body FROM documents WHERE collection = ? ORDER BY position');
    const update = this.#file.prepare(`UPDATE documents SET version = version + 1, body = ? WHERE collection = ? AND id = ? AND version = ? AND ${HELD}`);
    const held = term === null ? [null, null, null] : [term.name, term.name, term.epoch];
    const stored = (row: Row) => ({ id: row.id, version: row.version, value: JSON.parse(row.body) as T });
    const written = async (write: () => { readonly changes: number }, otherwise: () => Error): Promise<void> => {
      const { changes } = await this.#commits.write(write).catch(inWordsOfThePort);
      if (changes > 0) return;
      if (term !== null) await leaseOf(this, term);
      throw otherwise();
    };
    return {
      insert: async (id, value) => {
        const body = JSON.stringify(value);
        await written(() => insert.run(name, id, body, ...held), () => new DocumentExists(`${name}/${id} exists`));
        return { id, version: 1, value };
      },
      get: async (id) => {
        const row = answered(() => select.get(name, id)) as Row | undefined;
        return row === undefined ? null : stored(row);
      },
      list: async () => (answered(() => selectAll.all(name)) as Row[]).map(stored),
      replace: async ({ id, version }, value) => {
        const body = JSON.stringify(value);
        await written(() => update.run(body, name, id, version, ...held), () => new DocumentChanged(`${name}/${id} changed`));
        return { id, version: version + 1, value };
      },
    };
  }
}

function answered<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    return inWordsOfThePort(error);
  }
}

/** @throws the error of the library, or that another process had the file for too long */
function inWordsOfThePort(error: unknown): never {
  const isBusy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
  throw isBusy ? new DatabaseUnavailable('The file of the store is kept busy by another process.', { cause: error }) : error;
}
