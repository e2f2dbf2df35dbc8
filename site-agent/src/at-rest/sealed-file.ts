import type { LedgerFile } from '../ledger/ledger-disk.js';
import { OVERHEAD, sealChunk, type Place, type Sealing } from './sealed-chunk.js';

interface Extent {
  /** Of the content, and of the bytes that hold it. */
  readonly length: number;
  readonly end: number;
}

/** An encrypted file. Content is only added at its end, or cut back to where an addition began: more no ledger does. */
export class SealedFile implements LedgerFile {
  readonly #sealing: Sealing;
  readonly #file: LedgerFile;
  readonly #place: (index: number) => Place;
  /** Before the first chunk, and after each. */
  readonly #extents: Extent[] = [{ length: 0, end: 0 }];

  constructor(sealing: Sealing, file: LedgerFile, { place, contents }: { readonly place: (index: number) => Place; readonly contents: readonly Uint8Array[] }) {
    this.#sealing = sealing;
    this.#file = file;
    this.#place = place;
    for (const content of contents) this.#extend(content);
  }

  /** Bytes that were not written here count as they are, so that another writer shows. */
  size(): number {
    const { length, end } = this.#extent;
    return length + this.#file.size() - end;
  }

  write(bytes: Uint8Array, offset: number): void {
    const { length, end } = this.#extent;
    if (offset !== length) throw new RangeError(`The content of an encrypted file is added at its end, ${length}, not at ${offset}.`);
    this.#file.write(sealChunk(this.#sealing, this.#place(this.#extents.length - 1), bytes), end);
    this.#extend(bytes);
  }

  truncate(size: number): void {
    const kept = this.#extents.findLastIndex(({ length }) => length === size);
    if (kept < 0) throw new RangeError(`An encrypted file is cut back to where an addition began, not to ${size}.`);
    this.#extents.length = kept + 1;
    this.#file.truncate(this.#extent.end);
  }

  sync(): void {
    this.#file.sync();
  }

  close(): void {
    this.#file.close();
  }

  get #extent(): Extent {
    return this.#extents[this.#extents.length - 1];
  }

  #extend(content: Uint8Array): void {
    const { length, end } = this.#extent;
    this.#extents.push({ length: length + content.length, end: end + OVERHEAD + content.length });
  }
}
