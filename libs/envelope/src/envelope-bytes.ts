import { concatBytes } from '@noble/hashes/utils.js';
import type { Envelope } from './envelope.js';
import { envelopeFromJson } from './envelope-json.js';
import { IntegrityError } from './integrity-error.js';

/** No JSON begins with a zero. */
const MARK = Uint8Array.of(0, 0x63, 0x77, 0x65);
const LENGTH_BYTES = 4;
const SIGNATURE_BYTES = 64;
const HEADER_BYTES = MARK.length + LENGTH_BYTES + SIGNATURE_BYTES;

/**
 * An envelope as it is kept where no person reads it: mark | u32 length of the statement, little-endian | signature | statement |
 * payload. The payload is as it came: text would be a third longer, and take longer to write than the disk does.
 */
export function envelopeToBytes({ statement, signature, payload }: Envelope): Uint8Array {
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, statement.length, true);
  return concatBytes(MARK, length, signature, statement, payload);
}

/**
 * Reads it back, byte for byte; also the JSON of a file. The payload is a view of `bytes`. The result is no more trusted than its
 * source: `open` checks it.
 * @throws IntegrityError `format`
 */
export function envelopeFromBytes(bytes: Uint8Array): Envelope {
  if (bytes[0] !== MARK[0]) return envelopeFromJson(new TextDecoder().decode(bytes));
  const marked = bytes.length >= HEADER_BYTES && MARK.every((byte, at) => bytes[at] === byte);
  const end = marked ? HEADER_BYTES + new DataView(bytes.buffer, bytes.byteOffset).getUint32(MARK.length, true) : Infinity;
  if (end > bytes.length) throw new IntegrityError('format', 'The bytes are not an envelope: expected a mark, a signature, a statement and a payload.');
  return { signature: bytes.slice(MARK.length + LENGTH_BYTES, HEADER_BYTES), statement: bytes.slice(HEADER_BYTES, end), payload: bytes.subarray(end) };
}
