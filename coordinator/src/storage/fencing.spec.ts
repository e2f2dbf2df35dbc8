import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Database, SharedDatabase, Term } from './collection.js';
import { databaseContract } from './database-contract.fixture.js';
import { LibsqlDatabase } from './database.libsql.js';
import { MemoryDatabase } from './database.memory.js';
import { fencedByRedo } from './fenced-by-redo.js';
import { fencingContract } from './fencing-contract.fixture.js';
import { takeLease } from './lease.js';
import { temporaryFolders } from './temporary-folders.fixture.js';

/** Any database, fenced by nothing but atomic changes of single documents. */
class RedoDatabase extends MemoryDatabase {
  override underLease(term: Term): Promise<Database> {
    return fencedByRedo(this, term);
  }
}

const folder = temporaryFolders('fencing');
const file = () => join(folder(), 'coordinator.db');

async function underSomeLease(database: SharedDatabase): Promise<Database> {
  const term = await takeLease(database, { name: 'coordinator', holder: 'a', seen: null });
  if (term === null) throw new Error('The database is not empty');
  return database.underLease(term);
}

describe('a leader on a database in memory', () => {
  let database: MemoryDatabase;
  fencingContract(
    () => (database = new MemoryDatabase()),
    (_, term) => database.underLease(term),
  );
});

describe('a leader on a database in a libsql file', () => {
  let database: LibsqlDatabase;
  fencingContract(
    () => (database = new LibsqlDatabase(file())),
    (_, term) => database.underLease(term),
  );

  it('is overtaken also from another process, which has the file open for itself', async () => {
    const path = file();
    const [ours, theirs] = [new LibsqlDatabase(path), new LibsqlDatabase(path)];
    const view = await underSomeLease(ours);
    await takeLease(theirs, { name: 'coordinator', holder: 'b', seen: await theirs.collection<never>('leases').get('coordinator') });
    await expect(view.collection('letters').insert('x', 1)).rejects.toMatchObject({ name: 'LeaseLost' });
    await Promise.all([ours.close(), theirs.close()]);
  });
});

describe('a leader on a database that changes single documents only', () => {
  fencingContract(() => new RedoDatabase(), fencedByRedo);
});

describe('the view of a leader in memory', () => databaseContract(() => underSomeLease(new MemoryDatabase())));
describe('the view of a leader in a libsql file', () => databaseContract(() => underSomeLease(new LibsqlDatabase(file()))));
describe('the view of a leader by a redo log', () => databaseContract(() => underSomeLease(new RedoDatabase())));
