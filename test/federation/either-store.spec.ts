import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import type { Database } from '../../coordinator/src/storage/collection.js';
import { LibsqlDatabase } from '../../coordinator/src/storage/database.libsql.js';
import { openMongoDatabase } from '../../coordinator/src/storage/database.mongo.js';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { filesBelow } from '../consortium/files-below.js';
import type { ExportView } from '../consortium/views.js';

const SERVER = process.env['MONGO_URL'] ?? '';
const COLLECTIONS = ['consortium', 'sites', 'invitations', 'studies', 'rounds', 'exports', 'accounts', 'set-ups'];
const EXPORT = { rows: 500, purpose: 'a test', conditions: [{ column: 'age', atLeast: 60, atMost: null }] };
jest.setTimeout(180_000);

let consortium: Consortium;
afterAll(() => consortium.end());

/** Every document, in its order: what an operator who changes the store would copy. */
async function copyDocuments(from: Database, to: Database): Promise<void> {
  for (const name of COLLECTIONS) {
    for (const { id, value } of await from.collection(name).list()) await to.collection(name).insert(id, value);
  }
}

/** Approves the export, and takes its files away once they are made. */
async function filesOf({ id, directory }: ExportView): Promise<Map<string, Uint8Array>> {
  const { coordinator } = consortium;
  await coordinator.command('export', 'approve', id);
  await consortium.untilExported(id);
  const files = filesBelow(directory);
  rmSync(directory, { recursive: true });
  return files;
}

(SERVER === '' ? describe.skip : describe)('a coordinator on MongoDB and one on libsql', () => {
  it('make the same bytes of an export from the same releases', async () => {
    consortium = await aConsortium({ sites: ['cleveland', 'va'] });
    for (const site of consortium.sites) site.start();
    const { coordinator } = consortium;
    const study = await consortium.startStudy();
    await consortium.untilTrained(study);
    const requested = await coordinator.requestExport(study, EXPORT);
    await coordinator.crash();

    const name = `commonward-test-${randomUUID().slice(0, 8)}`;
    const mongo = await openMongoDatabase({ url: SERVER, databaseName: name, timeoutMs: 10_000 });
    const libsql = new LibsqlDatabase(join(coordinator.directory, 'coordinator.db'));
    await copyDocuments(libsql, mongo);
    await Promise.all([libsql.close(), mongo.close()]);

    await coordinator.restart();
    const onLibsql = await filesOf(requested);
    await coordinator.crash();
    await coordinator.restart({ MONGO_URL: databaseUrl(name) });
    const onMongo = await filesOf(requested);

    expect([...onLibsql.keys()]).toContain('data.parquet');
    expect(onMongo).toEqual(onLibsql);
  });
});

function databaseUrl(name: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url.href;
}
