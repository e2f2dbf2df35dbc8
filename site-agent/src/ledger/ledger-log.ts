import type { LedgerHead } from '@commonward/envelope';
import { syncFile } from './durable.js';
import { writeAnchor } from './ledger-anchor.js';
import type { LedgerDisk, LedgerFile } from './ledger-disk.js';
import { diskTrouble, isDiskError, isFull, LedgerUnavailableError } from './ledger-error.js';
import type { LedgerLock } from './ledger-lock.js';
import type { LedgerPaths } from './ledger-paths.js';

/**
 * The ledger's file, open for its one writer.
 *
 * Guarantee: `append` returns only when the record is durable and anchored. If it throws `full`, the record is not there
 * and the ledger is as before. After any other failure nothing is accepted any more; the next start finds the record, finds
 * a torn one and forfeits it, or finds nothing - and nothing was done under it in any case.
 */
export class LedgerLog {
  readonly #disk: LedgerDisk;
  readonly #paths: LedgerPaths;
  readonly #lock: LedgerLock;
  readonly #file: LedgerFile;
  #end: number;
  #stopped: LedgerUnavailableError | null = null;

  constructor({ disk, paths, lock, file }: { readonly disk: LedgerDisk; readonly paths: LedgerPaths; readonly lock: LedgerLock; readonly file: LedgerFile }) {
    this.#disk = disk;
    this.#paths = paths;
    this.#lock = lock;
    this.#file = file;
    this.#end = file.size();
  }

  /** @throws LedgerUnavailableError once nothing is accepted any more, and from then on if another process has taken the ledger over */
  assertUsable(): void {
    this.guard(() => undefined);
  }

  append(frame: Uint8Array, head: LedgerHead): void {
    this.guard(() => {
      try {
        this.#file.write(frame, this.#end);
        syncFile(this.#file);
        writeAnchor(this.#disk, this.#paths, head);
      } catch (error) {
        if (isFull(error)) this.#cutBack();
        throw error;
      }
    });
    this.#end += frame.length;
  }

  /**
   * Writes to the ledger's folder, if this is still its one writer. A full disk leaves the ledger usable; after any other
   * failure it is not known what the disk holds, so this is the last call.
   * @throws LedgerUnavailableError
   */
  guard(write: () => void): void {
    if (this.#stopped !== null) throw this.#stopped;
    try {
      this.#assertSoleWriter();
      write();
    } catch (error) {
      const trouble = diskTrouble(this.#paths.dir, error);
      if (trouble.reason !== 'full') this.#stopped = trouble;
      throw isDiskError(error) ? trouble : error;
    }
  }

  close(): void {
    if (this.#stopped?.reason === 'closed') return;
    this.#stopped = new LedgerUnavailableError('closed', `The ledger in ${this.#paths.dir} is closed.`);
    try {
      this.#file.close();
      this.#lock.release();
    } catch (error) {
      // A lock that stays is taken over at the next start, because its process is gone.
      if (!isDiskError(error)) throw error;
    }
  }

  #assertSoleWriter(): void {
    if (this.#lock.isHeld() && this.#file.size() === this.#end) return;
    throw new LedgerUnavailableError('failed', `Another process took over the ledger in ${this.#paths.dir}, so this agent stops using it.`);
  }

  /** The record was not acknowledged, so nothing depends on it. If the cut is not durable, the ledger stops. */
  #cutBack(): void {
    this.#file.truncate(this.#end);
    syncFile(this.#file);
  }
}
