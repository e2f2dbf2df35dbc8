import { Account } from './account.js';
import type { Head } from './fields.js';
import { framesOf, holdsFrameAfter, type Frame } from './frames.js';
import { headOf, parseRecord, recordSignatureHolds, type LedgerRecord, type RecordOf } from './record.js';

const NO_HEAD = '0'.repeat(64);

/** The first thing in a ledger that does not hold, and where. */
export interface Break {
  /** Number of the record, counted from 0. */
  readonly record: number;
  /** Its first byte in the file. */
  readonly offset: number;
  readonly sentence: string;
}

/** Every record that holds, from the first on, up to the end or the first break. */
export interface Chain {
  readonly genesis: RecordOf<'genesis'> | null;
  readonly account: Account;
  readonly records: readonly LedgerRecord[];
  /** The hash of each of them. */
  readonly heads: readonly string[];
  readonly broken: Break | null;
}

/**
 * Reads a ledger from its first byte and checks everything that its bytes can prove: frames, canonical form, members, numbers,
 * the hash of each record in the next one, every rule, and every signature.
 * @param publicKey the site's key; null to take the one that the ledger names
 */
export function readChain(bytes: Uint8Array, publicKey: string | null): Chain {
  const { frames, end } = framesOf(bytes);
  const reader = new Reader(publicKey);
  for (const frame of frames) {
    const sentence = reader.read(frame);
    if (sentence !== null) return reader.chain({ record: reader.length, offset: frame.offset, sentence });
  }
  if (end < bytes.length) return reader.chain({ record: frames.length, offset: end, sentence: brokenFrame(bytes, { end, record: frames.length }) });
  return reader.chain(frames.length > 0 ? null : { record: 0, offset: 0, sentence: 'The file is empty: there is no first record.' });
}

function brokenFrame(bytes: Uint8Array, { end, record }: { readonly end: number; readonly record: number }): string {
  const place = `at byte ${end}, where record ${record} should begin`;
  if (holdsFrameAfter(bytes, end)) return `The file is damaged ${place}: those bytes are not the record that was written, and whole records follow them.`;
  return `The last ${bytes.length - end} bytes of the file, from byte ${end} on, where record ${record} should be, are not a whole record: the file was cut or changed there, or copied while a record was being written.`;
}

/** Reads record after record. */
class Reader {
  readonly #expectedKey: string | null;
  readonly #account = new Account();
  readonly #records: LedgerRecord[] = [];
  readonly #heads: string[] = [];
  #genesis: RecordOf<'genesis'> | null = null;

  constructor(expectedKey: string | null) {
    this.#expectedKey = expectedKey;
  }

  get length(): number {
    return this.#records.length;
  }

  /** @returns what is wrong with the record; null if it holds */
  read({ body }: Frame): string | null {
    const record = parseRecord(body);
    if (record === null) return `Record ${this.length} is not the canonical JSON of a ledger record.`;
    const sentence = this.#misplaced(record) ?? this.#forged(record) ?? this.#objection(record);
    if (sentence !== null) return sentence;
    this.#records.push(record);
    this.#heads.push(headOf(body));
    return null;
  }

  chain(broken: Break | null): Chain {
    return { genesis: this.#genesis, account: this.#account, records: this.#records, heads: this.#heads, broken };
  }

  #misplaced(record: LedgerRecord): string | null {
    const { seq, prev } = record;
    const before: Head = { seq: this.length - 1, head: this.#heads.at(-1) ?? NO_HEAD };
    if (seq !== this.length) return `Record ${this.length} bears the number ${seq}: a record was left out, put in or moved here.`;
    if (prev !== before.head) return `Record ${seq} does not follow record ${before.seq}: it names another hash than that record has, so one of the two was changed.`;
    if (record.kind === 'genesis' && seq === 0) this.#genesis = record;
    return this.#genesis === null ? 'The ledger does not begin with a genesis record.' : null;
  }

  #forged(record: LedgerRecord): string | null {
    const stated = this.#genesis?.publicKey ?? '';
    if (this.#expectedKey !== null && stated !== this.#expectedKey) return `The ledger names the key ${stated}, not the site's key ${this.#expectedKey}.`;
    return recordSignatureHolds(record, stated) ? null : `The signature of record ${record.seq} is not the site's: it was changed, or written by somebody else.`;
  }

  #objection(record: LedgerRecord): string | null {
    const objection = this.#account.take(record);
    return objection === null ? null : `Record ${record.seq} breaks the rules of a ledger: it is ${objection}.`;
  }
}
