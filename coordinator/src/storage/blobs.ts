import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { onceMore } from '../once-more.js';

/** Large immutable objects under the SHA-256 of their bytes. */
export interface BlobStore {
  /** Durable when it returns. @returns SHA-256 of the bytes, 64 hex digits */
  put(bytes: Uint8Array): Promise<string>;
  /** @throws Error if the blob is absent or its bytes no longer match its name */
  get(sha256: string): Promise<Uint8Array>;
}

export const BLOBS = Symbol('BlobStore');

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

export class FileBlobStore implements BlobStore {
  readonly #directory: string;
  /** One sync serves all files that were renamed before it began. */
  readonly #syncNames: () => Promise<void>;

  constructor(directory: string) {
    this.#directory = directory;
    this.#syncNames = onceMore(() => syncDirectory(directory));
  }

  async put(bytes: Uint8Array): Promise<string> {
    const name = digest(bytes);
    const path = join(this.#directory, name);
    if ((await stat(path).catch(() => null)) !== null) return name;
    await mkdir(this.#directory, { recursive: true });
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await writeSynced(temporary, bytes);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    await this.#syncNames();
    return name;
  }

  async get(sha256: string): Promise<Uint8Array> {
    const bytes = await readFile(join(this.#directory, sha256));
    if (digest(bytes) !== sha256) throw new Error(`The stored object ${sha256} no longer has the bytes it was stored with.`);
    return new Uint8Array(bytes);
  }
}

export class MemoryBlobStore implements BlobStore {
  readonly #blobs = new Map<string, Uint8Array>();

  async put(bytes: Uint8Array): Promise<string> {
    const name = digest(bytes);
    this.#blobs.set(name, bytes.slice());
    return name;
  }

  async get(sha256: string): Promise<Uint8Array> {
    const bytes = this.#blobs.get(sha256);
    if (bytes === undefined) throw new Error(`No object ${sha256} is stored.`);
    return bytes.slice();
  }
}
