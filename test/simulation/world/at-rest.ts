import { sealedDisk } from '../../../site-agent/src/at-rest/sealed-disk.js';
import type { LedgerDisk } from '../../../site-agent/src/ledger/ledger-disk.js';
import { SimDisk } from '../../../site-agent/src/ledger/sim-disk.fixture.js';
import type { Chance } from './chance.js';

const KEY = new Uint8Array(32).fill(5);
const NONCE_WORDS = 3;

/** How the files of a home lie on its disk: encrypted in one half of the runs. */
export class AtRest {
  readonly #chance: Chance;
  readonly #encrypted: boolean;

  constructor(chance: Chance, encrypted: boolean) {
    this.#chance = chance;
    this.#encrypted = encrypted;
  }

  /** The disk as the ledger uses it. */
  disk(disk: LedgerDisk): LedgerDisk {
    return this.#encrypted ? sealedDisk(disk, { key: KEY, nonce: () => this.#nonce() }) : disk;
  }

  /** What a file says, from its bytes on the disk; null if it is not there. */
  content(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array | null {
    const bytes = files.get(path);
    return bytes === undefined ? null : this.disk(new SimDisk({}, new Map([[path, bytes]]))).read(path);
  }

  #nonce(): Uint8Array {
    return new Uint8Array(Uint32Array.from({ length: NONCE_WORDS }, () => this.#chance.word()).buffer);
  }
}
