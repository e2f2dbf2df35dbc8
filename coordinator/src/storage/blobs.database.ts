import { createHash } from 'node:crypto';
import type { BlobStore } from './blobs.js';
import { DocumentExists, type Collection, type Database } from './collection.js';

/** A document of MongoDB holds 16 MB; base64 makes four bytes of three. */
const CHUNK_BYTES = 1 << 20;

interface Manifest {
  readonly bytes: number;
}

export interface DatabaseBlobsOptions {
  readonly database: Database;
  /** Where blobs were kept before they were kept in the database; what is found there only is copied when it is asked for. */
  readonly earlier: BlobStore;
}

/**
 * Blobs in the database, for coordinators that share it and no disk: in chunks under `hash/number`, and a manifest under the
 * hash that is stored last, so a blob is there whole or not at all. No lease guards it: whoever stores a blob, it has the same bytes.
 */
export class DatabaseBlobStore implements BlobStore {
  readonly #manifests: Collection<Manifest>;
  readonly #chunks: Collection<string>;
  readonly #earlier: BlobStore;

  constructor({ database, earlier }: DatabaseBlobsOptions) {
    this.#manifests = database.collection<Manifest>('blobs');
    this.#chunks = database.collection<string>('blob-chunks');
    this.#earlier = earlier;
  }

  async put(bytes: Uint8Array): Promise<string> {
    const name = digest(bytes);
    if ((await this.#manifests.get(name)) !== null) return name;
    for (let chunk = 0; chunk * CHUNK_BYTES < bytes.length; chunk += 1) {
      const part = bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
      await insertOnce(this.#chunks, `${name}/${chunk}`, Buffer.from(part).toString('base64'));
    }
    await insertOnce(this.#manifests, name, { bytes: bytes.length });
    return name;
  }

  async get(sha256: string): Promise<Uint8Array> {
    const manifest = await this.#manifests.get(sha256);
    if (manifest === null) return this.#moved(sha256);
    const parts: Buffer[] = [];
    for (let chunk = 0; chunk * CHUNK_BYTES < manifest.value.bytes; chunk += 1) parts.push(await this.#chunk(`${sha256}/${chunk}`));
    const bytes = new Uint8Array(Buffer.concat(parts));
    if (digest(bytes) !== sha256) throw new Error(`The stored object ${sha256} no longer has the bytes it was stored with.`);
    return bytes;
  }

  async #chunk(id: string): Promise<Buffer> {
    const stored = await this.#chunks.get(id);
    if (stored === null) throw new Error(`The stored object ${id} is not whole: the database was changed by hand.`);
    return Buffer.from(stored.value, 'base64');
  }

  async #moved(sha256: string): Promise<Uint8Array> {
    const bytes = await this.#earlier.get(sha256);
    await this.put(bytes);
    return bytes;
  }
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Another coordinator may be storing the same. */
async function insertOnce<T>(collection: Collection<T>, id: string, value: T): Promise<void> {
  await collection.insert(id, value).catch((error: unknown) => {
    if (!(error instanceof DocumentExists)) throw error;
  });
}
