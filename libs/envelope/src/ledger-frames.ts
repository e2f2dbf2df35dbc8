import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, parseCanonicalJson } from './canonical-json.js';
import { IntegrityError } from './integrity-error.js';
import { extendChainBy, type LedgerChain } from './ledger-chain.js';
import { entrySignatureHolds, signedEntrySchema, type SignedEntry } from './ledger-entries.js';

/** length and checksum, 4 bytes each, little-endian */
const HEADER = 8;
const MAX_BODY = 2 ** 20;

/** A ledger as read from its file. */
export interface LedgerReading {
  readonly entries: readonly SignedEntry[];
  readonly chain: LedgerChain;
  readonly seq: number;
  readonly head: string;
  /** Bytes after the last whole record: a record that was cut off or has decayed. 0 if the file ends cleanly. */
  readonly tornTail: number;
}

/**
 * A record as stored: u32 length of the body | first 4 bytes of SHA-256(body), which are the first of the record's head |
 * body, the record's canonical JSON. Integers are little-endian.
 * @throws RangeError if the body is longer than 1 MiB
 */
export function encodeEntry(entry: SignedEntry): Uint8Array {
  const body = utf8ToBytes(canonicalJson(entry));
  if (body.length > MAX_BODY) throw new RangeError(`A ledger record is at most ${MAX_BODY} bytes, not ${body.length}.`);
  const frame = new Uint8Array(HEADER + body.length);
  new DataView(frame.buffer).setUint32(0, body.length, true);
  frame.set(checksum(body), 4);
  frame.set(body, HEADER);
  return frame;
}

/**
 * Reads a whole ledger and checks it: frames, canonical form, every rule of the chain, and the newest record's signature.
 * Each record holds the hash of all bytes of the record before it, so that one signature proves them all.
 *
 * A last record that is cut off or fails its checksum is reported as `tornTail`, for the caller to forfeit; it can hold
 * at most one record, because each is made durable before the next is written. A ledger that lost whole records from
 * its end is sound in itself: only a head remembered elsewhere can tell.
 *
 * @param publicKey the site's key, 64 hex digits
 * @throws IntegrityError `chain`, `format`, `signature` or `signer` for anything else that does not hold
 */
export function readLedger(bytes: Uint8Array, publicKey: string): LedgerReading {
  const { bodies, end } = wholeFrames(bytes);
  refuseDamageInTheMiddle(bytes, end);
  const entries = bodies.map(parseEntry);
  const chain = extendChainBy(null, entries);
  const newest = entries.at(-1);
  if (chain === null || newest === undefined) throw new IntegrityError('chain', 'The ledger has no readable first record.');
  if (chain.publicKey !== publicKey) throw new IntegrityError('signer', 'The ledger belongs to another key.');
  if (!entrySignatureHolds(newest, publicKey)) throw new IntegrityError('signature', `The signature of the ledger's record ${newest.seq} does not hold.`);
  return { entries, chain, seq: chain.seq, head: chain.head, tornTail: bytes.length - end };
}

/**
 * Reads a whole ledger as `readLedger` does, for somebody who does not take the site's word that it signed every record: the
 * newest signature proves that no byte was changed since, and each record's own proves that the site wrote it.
 * @throws IntegrityError as `readLedger` does, and `signature` for any record
 */
export function auditLedger(bytes: Uint8Array, publicKey: string): LedgerReading {
  const reading = readLedger(bytes, publicKey);
  for (const entry of reading.entries) {
    if (!entrySignatureHolds(entry, publicKey)) throw new IntegrityError('signature', `The signature of the ledger's record ${entry.seq} does not hold.`);
  }
  return reading;
}

/**
 * The records in bytes that one party sent another.
 * @throws IntegrityError `format` unless the bytes are whole records and nothing else
 */
export function decodeEntries(bytes: Uint8Array): readonly SignedEntry[] {
  const { bodies, end } = wholeFrames(bytes);
  if (end !== bytes.length) throw new IntegrityError('format', 'The records of a ledger were cut off on their way.');
  return bodies.map(parseEntry);
}

function wholeFrames(bytes: Uint8Array): { readonly bodies: readonly Uint8Array[]; readonly end: number } {
  const bodies: Uint8Array[] = [];
  let end = 0;
  for (let body = bodyAt(bytes, end); body !== null; body = bodyAt(bytes, end)) {
    bodies.push(body);
    end += HEADER + body.length;
  }
  return { bodies, end };
}

function bodyAt(bytes: Uint8Array, offset: number): Uint8Array | null {
  if (bytes.length < offset + HEADER) return null;
  const length = uint32At(bytes, offset);
  if (length === 0 || length > MAX_BODY || bytes.length < offset + HEADER + length) return null;
  const body = bytes.subarray(offset + HEADER, offset + HEADER + length);
  return checksum(body).every((byte, index) => byte === bytes[offset + 4 + index]) ? body : null;
}

function uint32At(bytes: Uint8Array, offset: number): number {
  return bytes[offset] + bytes[offset + 1] * 2 ** 8 + bytes[offset + 2] * 2 ** 16 + bytes[offset + 3] * 2 ** 24;
}

function refuseDamageInTheMiddle(bytes: Uint8Array, end: number): void {
  for (let offset = end + 1; offset + HEADER < bytes.length; offset += 1) {
    if (bodyAt(bytes, offset) !== null) throw new IntegrityError('chain', `The ledger is damaged at byte ${end}, before its last record.`);
  }
}

function parseEntry(body: Uint8Array, index: number): SignedEntry {
  const parsed = parseCanonicalJson(body);
  const checked = parsed === null ? null : signedEntrySchema.safeParse(parsed.value);
  if (checked?.success !== true || !isEncodedAs(body, checked.data)) throw new IntegrityError('format', `The ledger's record ${index} is malformed.`);
  return checked.data;
}

/** A schema reads past a member `__proto__` of an event, whose bytes neither head nor signature would cover. It changes nothing else, so the length tells. */
function isEncodedAs(body: Uint8Array, entry: SignedEntry): boolean {
  return utf8ToBytes(canonicalJson(entry)).length === body.length;
}

function checksum(body: Uint8Array): Uint8Array {
  return sha256(body).subarray(0, 4);
}
