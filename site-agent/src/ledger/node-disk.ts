import {
  chmodSync,
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf } from './ledger-error.js';
import type { LedgerDisk, LedgerFile } from './ledger-disk.js';

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/** The real file system. */
export const nodeDisk: LedgerDisk = {
  makeDirectory(path) {
    const target = resolve(path);
    const firstMade = mkdirSync(target, { recursive: true, mode: OWNER_ONLY_FOLDER });
    chmodSync(target, OWNER_ONLY_FOLDER);
    if (firstMade !== undefined) syncParents(target, resolve(firstMade));
  },
  read(path) {
    try {
      const bytes = readFileSync(path);
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  },
  open: (path) => new NodeFile(openSync(path, 'r+')),
  create: (path) => new NodeFile(openSync(path, 'w', OWNER_ONLY_FILE)),
  createExclusive(path, bytes) {
    try {
      writeFileSync(path, bytes, { flag: 'wx', mode: OWNER_ONLY_FILE });
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  },
  rename: (from, to) => renameSync(from, to),
  remove: (path) => rmSync(path, { force: true }),
  syncDirectory,
};

class NodeFile implements LedgerFile {
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  size(): number {
    return fstatSync(this.#descriptor).size;
  }

  /** The system may write fewer bytes than asked; a full disk shows at the call after. */
  write(bytes: Uint8Array, offset: number): void {
    let written = 0;
    while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written, bytes.length - written, offset + written);
  }

  truncate(size: number): void {
    ftruncateSync(this.#descriptor, size);
  }

  sync(): void {
    fdatasyncSync(this.#descriptor);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

function syncDirectory(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** A new folder is an entry of its parent, which has to be synced like any other. */
function syncParents(target: string, firstMade: string): void {
  for (let folder = target; ; folder = dirname(folder)) {
    syncDirectory(dirname(folder));
    if (folder === firstMade) return;
  }
}
