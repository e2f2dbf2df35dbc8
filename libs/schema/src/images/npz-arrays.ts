import type { ByteSource } from './byte-source.js';
import { npyElement, type NpyElement } from './npy-element.js';
import { NpzError } from './npz-error.js';
import { entryPieces, zipEntries, type ZipEntry } from './zip-archive.js';

/** An array of numbers, read along its first dimension. */
export interface NumberRows {
  readonly shape: readonly number[];
  /** Each row holds the product of the other dimensions, and is valid until the next is asked for. */
  readonly rows: Iterable<Float64Array>;
}

/**
 * An array of a .npz file, which is a zip archive of .npy files; one row and one piece of the file are in memory at a time.
 * @throws NpzError, also while rows are read, if the file is damaged, lacks the array, or the array is not of numbers in C order
 * @see NumPy's format (NEP 1), versions 1.0 to 3.0
 */
export function npzNumbers(source: ByteSource, name: string): NumberRows {
  const { element, shape, body } = openArray(source, name);
  if (element.kind !== 'number') throw new NpzError({ text: `array "${name}" holds texts, and numbers are expected` });
  const length = shape.slice(1).reduce((product, size) => product * size, 1);
  const { bytes, read } = element;
  return {
    shape,
    rows: {
      *[Symbol.iterator]() {
        const row = new Float64Array(length);
        for (const view of body(length * bytes)) {
          for (let i = 0; i < length; i += 1) row[i] = read(view, i * bytes);
          yield row;
        }
      },
    },
  };
}

/** An array of one dimension, or of several of which all but the first are 1, as texts: numbers as they are written in decimal. */
export function npzTexts(source: ByteSource, name: string): { readonly length: number; readonly texts: Iterable<string> } {
  const { element, shape, body } = openArray(source, name);
  if (shape.slice(1).some((size) => size !== 1)) throw new NpzError({ text: `array "${name}" must have one value for each image` });
  return {
    length: shape[0],
    texts: {
      *[Symbol.iterator]() {
        for (const view of body(element.bytes)) yield String(element.read(view, 0));
      },
    },
  };
}

interface OpenArray {
  readonly element: NpyElement;
  readonly shape: readonly number[];
  /** shape[0] views of so many bytes */
  readonly body: (bytes: number) => Iterable<DataView>;
}

function openArray(source: ByteSource, name: string): OpenArray {
  const entries = zipEntries(source);
  const entry = entries.find((each) => each.name === `${name}.npy`);
  if (entry === undefined) {
    const known = entries.map((each) => each.name.replace(/[.]npy$/, '')).join(', ');
    throw new NpzError({ text: `it holds no array "${name}"; it has ${known}` });
  }
  const { element, shape, length } = headerOf(source, entry, name);
  return { element, shape, body: (bytes) => records(entryPieces(source, entry), { skip: length, bytes, count: shape[0] }) };
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const SHAPE = /'shape': \(([\d, ]*)\)/;

function headerOf(source: ByteSource, entry: ZipEntry, name: string): { element: NpyElement; shape: readonly number[]; length: number } {
  for (const start of entryPieces(source, entry)) {
    if (start.length < 12 || MAGIC.some((byte, at) => start[at] !== byte)) break;
    const view = new DataView(start.buffer, start.byteOffset, start.length);
    const textAt = start[6] === 1 ? 10 : 12;
    const length = textAt + (start[6] === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
    const text = new TextDecoder('latin1').decode(start.subarray(textAt, length));
    const element = npyElement(/'descr': '([^']*)'/.exec(text)?.[1] ?? '');
    const shape = SHAPE.exec(text)?.[1].split(',').filter((part) => part.trim() !== '').map(Number);
    if (element === null || shape === undefined || shape.length === 0 || !text.includes("'fortran_order': False")) {
      throw new NpzError({ text: `array "${name}" must hold numbers or texts, in C order and little-endian, and have at least one dimension` });
    }
    return { element, shape, length };
  }
  throw new NpzError('archive');
}

/** Cuts pieces of any length into views of one length, after so many bytes that are skipped. */
function* records(pieces: Iterable<Uint8Array>, { skip, bytes, count }: { skip: number; bytes: number; count: number }): Iterable<DataView> {
  const record = new Uint8Array(bytes);
  const view = new DataView(record.buffer);
  let [filled, toSkip, given] = [0, skip, 0];
  for (const piece of pieces) {
    let at = Math.min(toSkip, piece.length);
    toSkip -= at;
    while (at < piece.length && given < count) {
      const taken = Math.min(bytes - filled, piece.length - at);
      record.set(piece.subarray(at, at + taken), filled);
      [at, filled] = [at + taken, filled + taken];
      if (filled < bytes) continue;
      [filled, given] = [0, given + 1];
      yield view;
    }
  }
  if (given < count) throw new NpzError('archive');
}
