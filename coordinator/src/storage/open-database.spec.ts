import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase } from './open-database.js';

const OURS = 'a'.repeat(64);
const ANOTHER = 'b'.repeat(64);

describe('the database of a coordinator', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'commonward-open-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('opens again for the consortium that opened it first, with what was stored', async () => {
    const before = await openDatabase({ directory, mongoUrl: null }, OURS);
    await before.collection('sites').insert('va', {});
    await before.close();
    const after = await openDatabase({ directory, mongoUrl: null }, OURS);
    expect((await after.collection('sites').list()).map(({ id }) => id)).toEqual(['va']);
    await after.close();
  });

  it('is refused to another consortium', async () => {
    await (await openDatabase({ directory, mongoUrl: null }, OURS)).close();
    await expect(openDatabase({ directory, mongoUrl: null }, ANOTHER)).rejects.toMatchObject({ name: 'DatabaseRefused' });
  });
});
