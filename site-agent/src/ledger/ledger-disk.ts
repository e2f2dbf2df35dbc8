/**
 * The file system as the ledger uses it. Every call may throw what the system throws, with its `code` (ENOSPC, EIO, ...).
 * What `sync` and `syncDirectory` have not confirmed may be lost, or kept in part, when the machine stops.
 */
export interface LedgerDisk {
  /** Makes the folder and its parents, for their owner alone; durable on return. Nothing happens if it is there. */
  makeDirectory(path: string): void;
  /** @returns the whole content, or null if there is no such file */
  read(path: string): Uint8Array | null;
  /** Opens a file that is there for reading and writing. */
  open(path: string): LedgerFile;
  /** Makes an empty file for its owner alone, in place of one that is there. */
  create(path: string): LedgerFile;
  /** Makes a file that holds `bytes`. @returns false if one is there already */
  createExclusive(path: string, bytes: Uint8Array): boolean;
  /** Puts one file in the place of another, in one step. */
  rename(from: string, to: string): void;
  /** Nothing happens if there is no such file. */
  remove(path: string): void;
  /** Makes names durable that were created, renamed or removed in the folder. */
  syncDirectory(path: string): void;
}

export interface LedgerFile {
  size(): number;
  /** Writes all bytes, or throws; then some of them may have been written. */
  write(bytes: Uint8Array, offset: number): void;
  truncate(size: number): void;
  /** Makes content and size durable. */
  sync(): void;
  close(): void;
}
