import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { FileBlobStore, MemoryBlobStore, type BlobStore } from './blobs.js';
import { DocumentChanged, DocumentExists, revise, type Database } from './collection.js';
import { LibsqlDatabase } from './database.libsql.js';
import { MemoryDatabase } from './database.memory.js';

function databaseContract(open: () => Database): void {
  it('gives back what was inserted, in order of insertion', async () => {
    const database = open();
    const letters = database.collection<{ letter: string }>('letters');
    await letters.insert('b', { letter: 'b' });
    await letters.insert('a', { letter: 'a' });
    expect((await letters.list()).map(({ value }) => value.letter)).toEqual(['b', 'a']);
    expect(await letters.get('a')).toEqual({ id: 'a', version: 1, value: { letter: 'a' } });
    expect(await letters.get('c')).toBeNull();
    await database.close();
  });

  it('refuses a second document under one id, but not in another collection', async () => {
    const database = open();
    await database.collection('sites').insert('x', {});
    await expect(database.collection('sites').insert('x', {})).rejects.toThrow(DocumentExists);
    await database.collection('studies').insert('x', {});
    await database.close();
  });

  it('lets exactly one of two writers replace a version', async () => {
    const database = open();
    const counters = database.collection<number>('counters');
    const first = await counters.insert('n', 0);
    await counters.replace(first, 1);
    await expect(counters.replace(first, 2)).rejects.toThrow(DocumentChanged);
    expect((await counters.get('n'))?.value).toBe(1);
    await database.close();
  });

  it('loses no update when twenty writers revise one document at once', async () => {
    const database = open();
    const counters = database.collection<number>('counters');
    await counters.insert('n', 0);
    await Promise.all(Array.from({ length: 20 }, () => revise(counters, 'n', (n) => n + 1)));
    expect((await counters.get('n'))?.value).toBe(20);
    await database.close();
  });

  it('does not let a caller change a stored document through the object it passed', async () => {
    const database = open();
    const lists = database.collection<number[]>('lists');
    const list = [1];
    await lists.insert('l', list);
    list.push(2);
    expect((await lists.get('l'))?.value).toEqual([1]);
    await database.close();
  });
}

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
