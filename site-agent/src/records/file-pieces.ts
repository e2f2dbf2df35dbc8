import { closeSync, openSync, readSync } from 'node:fs';
import { fileProblem } from '../operator-error.js';

const PIECE_BYTES = 2 ** 20;

/**
 * The text of a file (UTF-8; other bytes become U+FFFD) in pieces of at most 1 MiB, each read when it is asked for.
 * @throws OperatorError, when a piece is asked for, if the file cannot be read
 */
export function* filePieces(path: string): Iterable<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const bytes of fileBytes(path)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

function* fileBytes(path: string): Iterable<Uint8Array> {
  const file = attempt(path, () => openSync(path, 'r'));
  try {
    const buffer = new Uint8Array(PIECE_BYTES);
    for (;;) {
      const length = attempt(path, () => readSync(file, buffer));
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

function attempt(path: string, work: () => number): number {
  try {
    return work();
  } catch (error) {
    throw fileProblem('read', path, error);
  }
}
