import { setImmediate } from 'node:timers/promises';
import {
  MongoClient,
  MongoNetworkError,
  MongoNotConnectedError,
  MongoServerError,
  MongoServerSelectionError,
  MongoWriteConcernError,
  type Collection as MongoCollection,
  type Db,
} from 'mongodb';
import { DatabaseRefused, DatabaseUnavailable, DocumentChanged, DocumentExists, type Collection, type Database, type SharedDatabase, type Term } from './collection.js';
import { fencedByRedo } from './fenced-by-redo.js';

/** One document of a collection. The value is kept as text: a name in it may be anything, '$set' or 'a.b' included. */
interface Row {
  readonly _id: string;
  readonly position: number;
  readonly version: number;
  readonly body: string;
}

interface Sequence {
  readonly _id: 'position';
  readonly next: number;
}

export interface MongoOptions {
  readonly url: string;
  readonly databaseName: string;
  /** How long to look for a server that answers, and how long to wait for one that does not, in milliseconds. */
  readonly timeoutMs: number;
}

/** No collection of the port may have this name. */
const SEQUENCE = '_sequence';
const ERROR_CODES = { unauthorized: 13, authenticationFailed: 18, duplicateKey: 11_000 } as const;

/** @returns the database that a MongoDB address names after its hosts; null if it names none */
export const databaseNameIn = (url: string): string | null => /^[a-z+]+:\/\/[^/]*\/([^/?]+)/.exec(url)?.[1] ?? null;

/**
 * Documents in MongoDB, for coordinators that share a store. Relies on atomic updates of one document and on the unique
 * index of `_id` alone: no transaction, no change stream. A write is acknowledged when a majority holds it in its journal,
 * and a read sees only such writes; the options in the address cannot weaken that.
 *
 * @throws DatabaseRefused if the address, the user or the password must be changed; DatabaseUnavailable if no server answers
 */
export async function openMongoDatabase({ url, databaseName, timeoutMs }: MongoOptions): Promise<SharedDatabase> {
  const client = newClient(url, timeoutMs);
  const servers = client.options.srvHost ?? client.options.hosts.join(',');
  try {
    await client.connect();
    const database = new MongoDatabase(client, databaseName);
    await database.prepare();
    return database;
  } catch (error) {
    await client.close();
    throw whyNotOpened(error, servers);
  }
}

class MongoDatabase implements SharedDatabase {
  readonly #client: MongoClient;
  readonly #db: Db;
  readonly #sequence: MongoCollection<Sequence>;
  readonly #asked = new Set<Promise<unknown>>();

  constructor(client: MongoClient, name: string) {
    this.#client = client;
    this.#db = client.db(name);
    this.#sequence = this.#db.collection<Sequence>(SEQUENCE);
  }

  /** Makes the sequence document before anyone counts with it: two first counts at once must not both make it. */
  async prepare(): Promise<void> {
    await this.#sequence.insertOne({ _id: 'position', next: 0 }).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error;
    });
  }

  collection<T>(name: string): Collection<T> {
    const rows = this.#db.collection<Row>(name);
    const stored = ({ _id, version, body }: Row) => ({ id: _id, version, value: JSON.parse(body) as T });
    return {
      insert: async (id, value) => {
        const body = JSON.stringify(value);
        const position = await this.#nextPosition();
        await this.#ask(rows.insertOne({ _id: id, position, version: 1, body })).catch((error: unknown) => {
          throw isDuplicate(error) ? new DocumentExists(`${name}/${id} exists`) : error;
        });
        return { id, version: 1, value };
      },
      get: async (id) => {
        const row = await this.#ask(rows.findOne({ _id: id }));
        return row === null ? null : stored(row);
      },
      list: async () => (await this.#ask(rows.find().toArray())).sort(byPosition).map(stored),
      replace: async ({ id, version }, value) => {
        const { matchedCount } = await this.#ask(rows.updateOne({ _id: id, version }, { $set: { body: JSON.stringify(value) }, $inc: { version: 1 } }));
        if (matchedCount === 0) throw new DocumentChanged(`${name}/${id} changed`);
        return { id, version: version + 1, value };
      },
    };
  }

  underLease(term: Term): Promise<Database> {
    return fencedByRedo(this, term);
  }

  /** Waits for what was asked, and for what those who asked go on to ask, so that nobody is cut off half-way. */
  async close(): Promise<void> {
    while (this.#asked.size > 0) {
      await Promise.allSettled(this.#asked);
      await setImmediate();
    }
    await this.#client.close();
  }

  /** Gives an answer of the driver, or says in the words of the port that none came. */
  async #ask<T>(answer: Promise<T>): Promise<T> {
    this.#asked.add(answer);
    try {
      return await answer;
    } catch (error) {
      throw isAway(error) ? new DatabaseUnavailable('MongoDB does not answer.', { cause: error }) : error;
    } finally {
      this.#asked.delete(answer);
    }
  }

  /** Larger than every position whose document was stored before this call, whichever coordinator stored it. */
  async #nextPosition(): Promise<number> {
    const before = await this.#ask(this.#sequence.findOneAndUpdate({ _id: 'position' }, { $inc: { next: 1 } }, { returnDocument: 'before' }));
    if (before === null) throw new Error(`The document 'position' of ${SEQUENCE} is gone: the database was changed by hand.`);
    return before.next;
  }
}

const byPosition = (a: Row, b: Row): number => a.position - b.position;

function newClient(url: string, timeoutMs: number): MongoClient {
  try {
    return new MongoClient(url, {
      appName: 'commonward',
      readPreference: 'primary',
      readConcern: { level: 'majority' },
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: timeoutMs },
      serverSelectionTimeoutMS: timeoutMs,
      connectTimeoutMS: timeoutMs,
      socketTimeoutMS: timeoutMs,
    });
  } catch {
    // The driver's own sentence may quote a part of a password.
    throw new DatabaseRefused(
      'MONGO_URL is not an address of MongoDB: expected mongodb://[user:password@]host[:port][/database][?options], with special characters percent-encoded.',
    );
  }
}

const isDuplicate = (error: unknown): boolean => error instanceof MongoServerError && error.code === ERROR_CODES.duplicateKey;

function isAway(error: unknown): boolean {
  if (error instanceof MongoServerError) return error instanceof MongoWriteConcernError || error.hasErrorLabel('RetryableWriteError');
  return error instanceof MongoServerSelectionError || error instanceof MongoNetworkError || error instanceof MongoNotConnectedError;
}

/** `servers` is the part of the address without user and password. */
function whyNotOpened(error: unknown, servers: string): unknown {
  if (error instanceof MongoServerError && error.code === ERROR_CODES.authenticationFailed) {
    return new DatabaseRefused(`MongoDB at ${servers} does not accept the user and password in MONGO_URL: correct them, and authSource if the user is kept in another database.`);
  }
  if (error instanceof MongoServerError && error.code === ERROR_CODES.unauthorized) {
    return new DatabaseRefused(`MongoDB at ${servers} wants a user who may read and write the database: put user and password into MONGO_URL, and give that user the role readWrite.`);
  }
  const reason = error instanceof Error ? error.message : 'unknown';
  return new DatabaseUnavailable(`MongoDB does not answer at ${servers} (${reason}): start it, or correct MONGO_URL.`, { cause: error });
}
