import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import { UsageError } from '../usage-error.js';

/** An array of bytes in NumPy's format, C order. */
export interface ByteArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const END_OF_DIRECTORY = 0x06054b50;
const DEFLATED = 8;

/**
 * The arrays of a .npz file, which is a zip archive of .npy files.
 * @throws UsageError if it is another file, or an array holds something else than bytes
 */
export function readNpz(file: string): ReadonlyMap<string, ByteArray> {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(Buffer.from(Uint32Array.of(END_OF_DIRECTORY).buffer));
  if (end < 0) throw new UsageError(`${file}: this is no .npz file; give one that NumPy wrote.`);
  const arrays = new Map<string, ByteArray>();
  let at = bytes.readUInt32LE(end + 16);
  for (let entry = bytes.readUInt16LE(end + 10); entry > 0; entry -= 1) {
    const [method, size, nameLength, extra, comment, local] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.subarray(start, start + size);
    arrays.set(name.replace(/\.npy$/, ''), readNpy(method === DEFLATED ? inflateRawSync(stored) : stored, `${file}: ${name}`));
    at += 46 + nameLength + extra + comment;
  }
  return arrays;
}

/** @see NumPy's format, version 1.0 */
function readNpy(bytes: Buffer, where: string): ByteArray {
  const headerLength = bytes.readUInt16LE(8);
  const header = bytes.toString('latin1', 10, 10 + headerLength);
  const shape = /'shape': \(([\d, ]*)\)/.exec(header);
  if (!header.includes("'descr': '|u1'") || !header.includes("'fortran_order': False") || shape === null) {
    throw new UsageError(`${where}: an array of bytes (uint8) in C order is expected.`);
  }
  return { shape: shape[1].split(',').filter((part) => part.trim() !== '').map(Number), values: bytes.subarray(10 + headerLength) };
}
