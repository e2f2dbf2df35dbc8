import { dirname } from 'node:path';
import type { LedgerDisk, LedgerFile } from './ledger-disk.js';
import { SyncFailure } from './ledger-error.js';

/** @throws SyncFailure */
export function syncFile(file: LedgerFile): void {
  attemptSync(() => file.sync());
}

/** @throws SyncFailure */
export function syncFolder(disk: LedgerDisk, path: string): void {
  attemptSync(() => disk.syncDirectory(path));
}

/**
 * Gives a file new content so that, whenever the machine stops, the old or the new content is there in full; the new one is
 * durable on return.
 * @throws SyncFailure, or what the system throws; then the old content is still in place unless a sync failed
 */
export function replaceFile(disk: LedgerDisk, path: string, bytes: Uint8Array): void {
  const draft = `${path}.tmp`;
  writeDraft(disk, draft, bytes);
  disk.rename(draft, path);
  syncFolder(disk, dirname(path));
}

function writeDraft(disk: LedgerDisk, draft: string, bytes: Uint8Array): void {
  const file = disk.create(draft);
  try {
    file.write(bytes, 0);
    syncFile(file);
  } catch (error) {
    disk.remove(draft);
    throw error;
  } finally {
    file.close();
  }
}

function attemptSync(sync: () => void): void {
  try {
    sync();
  } catch (cause) {
    throw new SyncFailure('A sync failed', { cause });
  }
}
