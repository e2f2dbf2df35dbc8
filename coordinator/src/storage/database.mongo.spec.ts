import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import { DatabaseRefused, DatabaseUnavailable, DocumentExists, revise, type Database } from './collection.js';
import { databaseContract } from './database-contract.fixture.js';
import { databaseNameIn, openMongoDatabase } from './database.mongo.js';
import { fencedByRedo } from './fenced-by-redo.js';
import { fencingContract } from './fencing-contract.fixture.js';
import { openDatabase } from './open-database.js';

const url = process.env['MONGO_URL'] ?? '';
const TIMEOUT_MS = 10_000;
const SOON_MS = 300;

const openAt = (address: string) => openMongoDatabase({ url: address, databaseName: 'commonward-test', timeoutMs: SOON_MS });

describe('an address of MongoDB', () => {
  it.each(['http://127.0.0.1:27017', 'mongodb://', 'mongodb://user:se@cret@127.0.0.1/x', 'mongodb://user:s/cret@127.0.0.1', 'mongodb://user:secret@127.0.0.1:99999', 'mongodb://user:secret@127.0.0.1/?nothing=1'])(
    'that is wrong (%s) is refused in one sentence that holds nothing of it',
    async (address) => {
      const error: unknown = await openAt(address).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DatabaseRefused);
      expect(String(error)).toMatch(/^DatabaseRefused: MONGO_URL is not an address of MongoDB: expected mongodb:\/\/.+\.$/);
      expect(String(error)).not.toMatch(/cret/);
    },
  );

  it('where nothing answers is named without user and password', async () => {
    const error: unknown = await openAt('mongodb://user:secret@127.0.0.1:1/x').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DatabaseUnavailable);
    expect(String(error)).toBe('DatabaseUnavailable: MongoDB does not answer at 127.0.0.1:1 (connect ECONNREFUSED 127.0.0.1:1): start it, or correct MONGO_URL.');
  });

  it.each([
    ['mongodb://127.0.0.1:27017', null],
    ['mongodb://127.0.0.1:27017/?replicaSet=a', null],
    ['mongodb://user:secret@a:1,b:2/heart?replicaSet=a', 'heart'],
    ['mongodb+srv://cluster.example.org/heart', 'heart'],
  ])('%s names the database %s', (address, name) => {
    expect(databaseNameIn(address)).toBe(name);
  });
});

if (url === '') {
  process.stdout.write('skipped: the contract of a database in MongoDB (set MONGO_URL, or run the tests under deploy/mongo-test-server/with-mongo)\n');
} else {
  describe('a database in MongoDB', () => {
    const server = new MongoClient(url, { serverSelectionTimeoutMS: TIMEOUT_MS });
    const names: string[] = [];
    const opened: Database[] = [];
    const newName = (): string => {
      const name = `commonward-test-${randomUUID()}`;
      names.push(name);
      return name;
    };
    const open = async (databaseName: string): Promise<Database> => {
      const database = await openMongoDatabase({ url, databaseName, timeoutMs: TIMEOUT_MS });
      opened.push(database);
      return database;
    };

    beforeAll(() => server.connect());
    afterEach(async () => {
      for (const database of opened.splice(0)) await database.close();
      for (const name of names.splice(0)) await server.db(name).dropDatabase();
    });
    afterAll(() => server.close());

    databaseContract(() => openMongoDatabase({ url, databaseName: newName(), timeoutMs: TIMEOUT_MS }));
    describe('and its leader', () => fencingContract(() => openMongoDatabase({ url, databaseName: newName(), timeoutMs: TIMEOUT_MS }), fencedByRedo));

    it('still holds its documents after it is closed and opened again', async () => {
      const name = newName();
      const before = await open(name);
      await before.collection('sites').insert('va', { name: 'va' });
      await before.close();
      expect((await (await open(name)).collection('sites').get('va'))?.value).toEqual({ name: 'va' });
    });

    /** Ten coordinators open one database at once and do the same thing to it. */
    async function together(work: (database: Database, index: number) => Promise<unknown>): Promise<{ results: PromiseSettledResult<unknown>[]; name: string }> {
      const name = newName();
      const databases = await Promise.all(Array.from({ length: 10 }, () => open(name)));
      return { results: await Promise.allSettled(databases.map(work)), name };
    }

    it('lets exactly one of ten coordinators insert an id', async () => {
      const { results } = await together((database, index) => database.collection('sites').insert('x', index));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(DocumentExists);
    });

    it('gives each document of ten coordinators a place of its own, in the order in which one of them inserted', async () => {
      const { name } = await together(async (database, index) => {
        for (const turn of ['a', 'b', 'c']) await database.collection('letters').insert(`${index}${turn}`, turn);
      });
      const rows = await server.db(name).collection('letters').find().toArray();
      expect(new Set(rows.map(({ position }) => Number(position))).size).toBe(30);
      const database = await open(name);
      const ids = (await database.collection('letters').list()).map(({ id }) => id);
      for (let index = 0; index < 10; index += 1) expect(ids.filter((id) => id.startsWith(`${index}`))).toEqual([`${index}a`, `${index}b`, `${index}c`]);
    });

    it('loses no update when ten coordinators revise one document', async () => {
      const { name } = await together(async (database) => {
        const counters = database.collection<number>('counters');
        await counters.insert('n', 0).catch(() => undefined);
        for (let turn = 0; turn < 5; turn += 1) await revise(counters, 'n', (n) => n + 1);
      });
      const database = await open(name);
      expect((await database.collection<number>('counters').get('n'))?.value).toBe(50);
    });

    it('belongs to one consortium', async () => {
      const name = newName();
      const mongoUrl = withDatabase(url, name);
      const first = await openDatabase({ directory: '', mongoUrl }, 'a'.repeat(64));
      await first.close();
      await expect(openDatabase({ directory: '', mongoUrl }, 'b'.repeat(64))).rejects.toThrow('This database belongs to another consortium');
    });
  });
}

/** The same address, but for this database; users are still looked up where the address said. */
function withDatabase(address: string, name: string): string {
  const [, hosts, database, options] = /^([a-z+]+:\/\/[^/]*)\/?([^?]*)(?:\?(.*))?$/.exec(address) ?? [];
  const settings = new URLSearchParams(options);
  if (database !== '' && !settings.has('authSource')) settings.set('authSource', database);
  return `${hosts}/${name}?${settings.toString()}`;
}
