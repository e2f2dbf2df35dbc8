import { join } from 'node:path';
import type { CoordinatorConfig } from '../config.js';
import { DatabaseRefused, DocumentExists, type Database, type SharedDatabase } from './collection.js';
import { LibsqlDatabase } from './database.libsql.js';

const TIMEOUT_MS = 10_000;
const NAME_DIGITS = 12;

/**
 * Opens the store that the configuration names, for the consortium with this public key: MongoDB if there is an address,
 * else a file in the coordinator's folder. An address without a database means one of the consortium's own.
 *
 * @throws DatabaseRefused if the store is another consortium's, or as `openMongoDatabase`
 */
export async function openDatabase({ directory, mongoUrl }: Pick<CoordinatorConfig, 'directory' | 'mongoUrl'>, consortiumKey: string): Promise<SharedDatabase> {
  const database = mongoUrl === null ? new LibsqlDatabase(join(directory, 'coordinator.db')) : await openMongo(mongoUrl, consortiumKey);
  try {
    await claim(database, consortiumKey);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openMongo(url: string, consortiumKey: string): Promise<SharedDatabase> {
  // Loaded here, so that a coordinator without MongoDB starts without its driver.
  const { databaseNameIn, openMongoDatabase } = await import('./database.mongo.js');
  return openMongoDatabase({ url, databaseName: databaseNameIn(url) ?? `commonward-${consortiumKey.slice(0, NAME_DIGITS)}`, timeoutMs: TIMEOUT_MS });
}

/** A store belongs to one consortium: the documents of another are signed with keys that this one does not hold. */
async function claim(database: Database, consortiumKey: string): Promise<void> {
  const owners = database.collection<{ readonly consortiumKey: string }>('consortium');
  await owners.insert('owner', { consortiumKey }).catch((error: unknown) => {
    if (!(error instanceof DocumentExists)) throw error;
  });
  const owner = await owners.get('owner');
  if (owner?.value.consortiumKey === consortiumKey) return;
  throw new DatabaseRefused(
    'This database belongs to another consortium than the keys in the folder of the coordinator: give the --directory with its keys, or another database in MONGO_URL.',
  );
}
