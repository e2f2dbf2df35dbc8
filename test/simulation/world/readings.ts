import { decodeEntries, entrySignatureHolds, extendChain, IntegrityError, readLedger, type LedgerReading } from '@commonward/envelope';

interface Read {
  readonly bytes: Uint8Array;
  readonly reading: LedgerReading;
}

/** Reads logs for who looks on, by the same rules as their owners. A log that has only grown is read on from where it ended. */
export class Readings {
  readonly #last = new Map<string, Read>();

  /** @returns null if it cannot be trusted */
  of(bytes: Uint8Array, publicKey: string): LedgerReading | null {
    const last = this.#last.get(publicKey);
    const reading = orNull(() => (last !== undefined && isStartOf(last, bytes) ? readOn(last, bytes, publicKey) : readLedger(bytes, publicKey)));
    if (reading !== null) this.#last.set(publicKey, { bytes, reading });
    return reading;
  }
}

const isStartOf = ({ bytes: start, reading }: Read, bytes: Uint8Array): boolean => reading.tornTail === 0 && Buffer.compare(start, bytes.subarray(0, start.length)) === 0;

function readOn({ bytes: start, reading }: Read, bytes: Uint8Array, publicKey: string): LedgerReading {
  const fresh = wholeEntries(bytes.subarray(start.length));
  const newest = fresh?.at(-1);
  if (fresh === null || newest === undefined || !entrySignatureHolds(newest, publicKey)) return readLedger(bytes, publicKey);
  const chain = fresh.reduce(extendChain, reading.chain);
  return { entries: [...reading.entries, ...fresh], chain, seq: chain.seq, head: chain.head, tornTail: 0 };
}

const wholeEntries = (bytes: Uint8Array) => orNull(() => decodeEntries(bytes));

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof IntegrityError) return null;
    throw error;
  }
}
