import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FileBlobStore, MemoryBlobStore, type BlobStore } from './blobs.js';
import { DatabaseBlobStore } from './blobs.database.js';
import { databaseContract } from './database-contract.fixture.js';
import { LibsqlDatabase } from './database.libsql.js';
import { MemoryDatabase } from './database.memory.js';
import { temporaryFolders } from './temporary-folders.fixture.js';

function blobContract(open: () => BlobStore): void {
  it('names bytes by their SHA-256 and gives the same bytes back', async () => {
    const blobs = open();
    // SHA-256 of "abc", FIPS 180-2 appendix B.1.
    const name = await blobs.put(new TextEncoder().encode('abc'));
    expect(name).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(new TextDecoder().decode(await blobs.get(name))).toBe('abc');
    expect(await blobs.put(new TextEncoder().encode('abc'))).toBe(name);
  });

  it('fails for a name it does not hold', async () => {
    await expect(open().get('0'.repeat(64))).rejects.toThrow();
  });
}

const directory = temporaryFolders('storage');

describe('a database in memory', () => databaseContract(() => new MemoryDatabase()));
describe('a database in a libsql file', () => {
  databaseContract(() => new LibsqlDatabase(join(directory(), 'coordinator.db')));

  it('still holds its documents after it is closed and opened again', async () => {
    const path = join(directory(), 'coordinator.db');
    const before = new LibsqlDatabase(path);
    await before.collection('sites').insert('va', { name: 'va' });
    await before.close();
    const after = new LibsqlDatabase(path);
    expect((await after.collection('sites').get('va'))?.value).toEqual({ name: 'va' });
    await after.close();
  });
});
describe('blobs in memory', () => blobContract(() => new MemoryBlobStore()));
describe('blobs in a database', () => {
  const earlier = new MemoryBlobStore();
  const open = (database = new MemoryDatabase()) => new DatabaseBlobStore({ database, earlier });
  blobContract(open);

  it.each([0, 1, 1 << 20, (1 << 20) + 1, 3 << 20])('gives back %i bytes, in as many documents as it takes', async (length) => {
    const blobs = open();
    const bytes = Uint8Array.from({ length }, (_, index) => index % 251);
    expect(Buffer.compare(await blobs.get(await blobs.put(bytes)), bytes)).toBe(0);
  });

  it('refuses a blob whose bytes were changed', async () => {
    const database = new MemoryDatabase();
    const name = await open(database).put(new TextEncoder().encode('abc'));
    const chunks = database.collection<string>('blob-chunks');
    const [chunk] = await chunks.list();
    await chunks.replace(chunk, Buffer.from('abd').toString('base64'));
    await expect(open(database).get(name)).rejects.toThrow('no longer has the bytes it was stored with');
  });

  it('are whole again after a coordinator has ended while it stored one', async () => {
    const database = new MemoryDatabase();
    const bytes = new Uint8Array((1 << 20) + 1).fill(7);
    const name = await new MemoryBlobStore().put(bytes);
    await database.collection<string>('blob-chunks').insert(`${name}/0`, Buffer.from(bytes.subarray(0, 1 << 20)).toString('base64'));
    await expect(open(database).get(name)).rejects.toThrow();
    await open(database).put(bytes);
    expect(Buffer.compare(await open(database).get(name), bytes)).toBe(0);
  });

  it('are moved from where they were kept before, as they are asked for', async () => {
    const database = new MemoryDatabase();
    const name = await earlier.put(new TextEncoder().encode('from before'));
    expect(new TextDecoder().decode(await open(database).get(name))).toBe('from before');
    const withoutIt = new DatabaseBlobStore({ database, earlier: new MemoryBlobStore() });
    expect(new TextDecoder().decode(await withoutIt.get(name))).toBe('from before');
  });
});
describe('blobs in files', () => blobContract(() => new FileBlobStore(directory())));
