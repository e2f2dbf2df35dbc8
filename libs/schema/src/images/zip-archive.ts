import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import type { ByteSource } from './byte-source.js';
import { NpzError } from './npz-error.js';

/** One file of a zip archive. */
export interface ZipEntry {
  readonly name: string;
  readonly compression: 'stored' | 'deflated';
  /** Where its local header begins. */
  readonly at: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc32: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const [END_LENGTH, ENTRY_LENGTH, LOCAL_LENGTH, MAX_COMMENT] = [22, 46, 30, 0xffff];
const IN_ZIP64 = 0xffffffff;
const COMPRESSIONS = new Map([[0, 'stored'], [8, 'deflated']] as const);

/**
 * The directory of a zip archive.
 * @throws NpzError if it has none, or an entry is encrypted, compressed otherwise, or larger than 4 GB
 * @see PKWARE APPNOTE.TXT 6.3.10, sections 4.3.12 and 4.3.16
 */
export function zipEntries(source: ByteSource): readonly ZipEntry[] {
  const { entries, start, length } = directoryOf(source);
  const bytes = viewOf(source.bytes(start, length));
  const found: ZipEntry[] = [];
  for (let at = 0; found.length < entries; ) {
    if (at + ENTRY_LENGTH > bytes.byteLength || bytes.getUint32(at, true) !== DIRECTORY_ENTRY) throw new NpzError('archive');
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.getUint16(at + offset, true));
    if (at + ENTRY_LENGTH + nameLength > bytes.byteLength) throw new NpzError('archive');
    found.push(entryAt(bytes, at, nameLength));
    at += ENTRY_LENGTH + nameLength + extra + comment;
  }
  return found;
}

function directoryOf(source: ByteSource): { entries: number; start: number; length: number } {
  const tail = viewOf(source.bytes(Math.max(0, source.size - END_LENGTH - MAX_COMMENT), END_LENGTH + MAX_COMMENT));
  for (let at = tail.byteLength - END_LENGTH; at >= 0; at -= 1) {
    if (tail.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    return { entries: tail.getUint16(at + 10, true), length: tail.getUint32(at + 12, true), start: tail.getUint32(at + 16, true) };
  }
  throw new NpzError('archive');
}

function entryAt(bytes: DataView, at: number, nameLength: number): ZipEntry {
  const compression = COMPRESSIONS.get(bytes.getUint16(at + 10, true) as 0 | 8);
  const [checksum, compressedSize, size, local] = [16, 20, 24, 42].map((offset) => bytes.getUint32(at + offset, true));
  const isEncrypted = (bytes.getUint16(at + 8, true) & 1) === 1;
  if (compression === undefined || isEncrypted || [compressedSize, size, local].includes(IN_ZIP64)) throw new NpzError('kind');
  const name = new TextDecoder().decode(new Uint8Array(bytes.buffer, bytes.byteOffset + at + ENTRY_LENGTH, nameLength));
  return { name, compression, at: local, compressedSize, size, crc32: checksum };
}

const PIECE_BYTES = 2 ** 16;

/**
 * The bytes of an entry in pieces, each read when it is asked for: one piece is in memory, and what it unpacks to.
 * @throws NpzError if they are damaged, or more or fewer than the directory says
 */
export function* entryPieces(source: ByteSource, entry: ZipEntry): Iterable<Uint8Array> {
  let [size, checksum] = [0, 0];
  for (const piece of unpacked(storedPieces(source, entry), entry)) {
    size += piece.length;
    checksum = crc32(piece, checksum);
    if (size > entry.size) throw new NpzError('archive');
    yield piece;
  }
  if (size < entry.size || checksum !== entry.crc32) throw new NpzError('archive');
}

function* storedPieces(source: ByteSource, { at, compressedSize }: ZipEntry): Iterable<Uint8Array> {
  const local = viewOf(source.bytes(at, LOCAL_LENGTH));
  if (local.byteLength < LOCAL_LENGTH) throw new NpzError('archive');
  const start = at + LOCAL_LENGTH + local.getUint16(26, true) + local.getUint16(28, true);
  for (let done = 0; done < compressedSize; done += PIECE_BYTES) yield source.bytes(start + done, Math.min(PIECE_BYTES, compressedSize - done));
}

function* unpacked(pieces: Iterable<Uint8Array>, { compression }: ZipEntry): Iterable<Uint8Array> {
  if (compression === 'stored') {
    yield* pieces;
    return;
  }
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((piece) => ready.push(piece));
  for (const piece of pieces) {
    try {
      inflate.push(piece);
    } catch {
      throw new NpzError('archive');
    }
    yield* ready;
    ready = [];
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
