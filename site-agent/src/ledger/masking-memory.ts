import type { RoundOfStudy } from '@commonward/envelope';
import { replaceFile } from './durable.js';
import { onDisk } from './ledger-error.js';
import { maskingPath } from './ledger-paths.js';
import type { MemoryOptions } from './witness-memory.js';

/**
 * How far this site is in each masked round, beside the ledger and encrypted as it is: what is kept holds the secrets of an
 * attempt. Durable when a call returns, and a newer state takes an older one's place.
 */
export class MaskingMemory {
  readonly #options: MemoryOptions;

  constructor(options: MemoryOptions) {
    this.#options = options;
  }

  /** @returns null if nothing was kept of the round, or it is lost: then this site drops out of the attempt */
  of(round: RoundOfStudy): Uint8Array | null {
    const { disk, paths } = this.#options;
    return onDisk(paths.dir, () => disk.read(maskingPath(paths, round)));
  }

  keep(round: RoundOfStudy, bytes: Uint8Array): void {
    const { disk, paths, guard } = this.#options;
    guard(() => replaceFile(disk, maskingPath(paths, round), bytes));
  }
}
