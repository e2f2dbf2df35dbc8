import { encodeEntry, headOf, type LedgerHead, type SignedEntry } from '@commonward/envelope';

/** Enough for some two thousand records, and far below what a message may hold. */
const LARGEST_PIECE_BYTES = 2 ** 20;

/** Every record of the ledger in memory, to tell what the coordinator holds of it and to send what it lacks. */
export class LedgerHistory {
  readonly #entries: SignedEntry[];
  readonly #heads: string[];

  constructor(entries: readonly SignedEntry[]) {
    this.#entries = [...entries];
    this.#heads = entries.map(headOf);
  }

  get entries(): readonly SignedEntry[] {
    return this.#entries;
  }

  get heads(): readonly string[] {
    return this.#heads;
  }

  get newestKind(): SignedEntry['kind'] {
    return this.#entries[this.#entries.length - 1].kind;
  }

  add(entry: SignedEntry, { head }: LedgerHead): void {
    this.#entries.push(entry);
    this.#heads.push(head);
  }

  holds({ seq, head }: LedgerHead): boolean {
    return this.#heads.at(seq) === head;
  }

  /** The records after one that it holds (all, for null) as the file has them: whole ones, up to a mebibyte. */
  after(head: LedgerHead | null): Uint8Array {
    const frames: Uint8Array[] = [];
    let bytes = 0;
    for (const entry of this.#entries.slice(head === null ? 0 : head.seq + 1)) {
      const frame = encodeEntry(entry);
      bytes += frame.length;
      if (bytes > LARGEST_PIECE_BYTES && frames.length > 0) break;
      frames.push(frame);
    }
    return new Uint8Array(Buffer.concat(frames));
  }

  /** Whether the records after `head` say more than that those before them were witnessed. */
  hasNewsAfter(head: LedgerHead | null): boolean {
    return this.#entries.slice(head === null ? 0 : head.seq + 1).some(({ kind }) => kind !== 'witnessed');
  }
}
