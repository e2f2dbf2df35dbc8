import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FileBlobStore, MemoryBlobStore, type BlobStore } from './blobs.js';
import { databaseContract } from './database-contract.fixture.js';
import { LibsqlDatabase } from './database.libsql.js';
import { MemoryDatabase } from './database.memory.js';

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

const directory = () => mkdtempSync(join(tmpdir(), 'commonward-storage-'));

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
describe('blobs in files', () => blobContract(() => new FileBlobStore(directory())));
