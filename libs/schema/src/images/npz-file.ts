import { zipSync } from 'fflate';

/** An array of bytes to be written, in C order. */
export interface ByteArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array;
}

const ALIGNMENT = 64;
/** An archive holds the time of day of wherever it is written: the same everywhere, if it is said in local time. */
const LONG_AGO = new Date(1980, 0, 1);

/** Writes arrays of bytes as NumPy would: the same bytes for the same arrays. */
export function npzFile(arrays: Readonly<Record<string, ByteArray>>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${name}.npy`, npyFile(array)])), { mtime: LONG_AGO });
}

function npyFile({ shape, values }: ByteArray): Uint8Array {
  const dictionary = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const length = Math.ceil((11 + dictionary.length) / ALIGNMENT) * ALIGNMENT;
  const file = new Uint8Array(length + values.length);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, (length - 10) & 0xff, (length - 10) >> 8]);
  file.set(new TextEncoder().encode(`${dictionary.padEnd(length - 11)}\n`), 10);
  file.set(values, length);
  return file;
}
