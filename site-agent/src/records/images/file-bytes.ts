import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@commonward/schema/images';
import { fileProblem } from '../../operator-error.js';

/**
 * The bytes of a file, read where they are asked for; the file is closed when `use` is done with them.
 * @throws OperatorError if the file cannot be read
 */
export function* withFileBytes<T>(path: string, use: (source: ByteSource) => Iterable<T>): Iterable<T> {
  const file = attempt(path, () => openSync(path, 'r'));
  try {
    const size = attempt(path, () => fstatSync(file).size);
    yield* use({
      size,
      bytes: (start, length) => {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - start)));
        return bytes.subarray(0, attempt(path, () => readSync(file, bytes, 0, bytes.length, start)));
      },
    });
  } finally {
    closeSync(file);
  }
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw fileProblem('read', path, error);
  }
}
