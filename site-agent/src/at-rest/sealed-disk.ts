import { basename } from 'node:path';
import { IntegrityError } from '@commonward/envelope';
import type { LedgerDisk } from '../ledger/ledger-disk.js';
import { headerAt, openChunk, OVERHEAD, type Place, type Sealing } from './sealed-chunk.js';
import { SealedFile } from './sealed-file.js';

/** Who works here, and statements that the operator has to show to others: nothing in them is secret. */
const PLAIN = /^(LOCK|conflict(-[0-9a-f]{16})?[.]json([.]tmp)?)$/;
const isPlain = (path: string): boolean => PLAIN.test(basename(path));

/**
 * A disk whose files are encrypted. What is written in one piece lies there as one chunk, bound to the name of its file and
 * its place in it.
 *
 * Guarantee: content is read as it was written, or its end is missing and bytes that are none of it stand there instead,
 * as on any disk whose machine stopped in the middle of a write. Anything else is refused, or reads as damaged: under
 * another key every file does.
 */
export function sealedDisk(disk: LedgerDisk, sealing: Sealing): LedgerDisk {
  return {
    makeDirectory: (path) => disk.makeDirectory(path),
    read(path) {
      const bytes = disk.read(path);
      return bytes === null || isPlain(path) ? bytes : contentOf(sealing.key, path, bytes);
    },
    open: (path) => new SealedFile(sealing, disk.open(path), { place: placeOf(path), contents: chunksOf(sealing.key, path, disk.read(path) ?? new Uint8Array()).contents }),
    create: (path) => (isPlain(path) ? disk.create(path) : new SealedFile(sealing, disk.create(path), { place: placeOf(path), contents: [] })),
    createExclusive: (path, bytes) => disk.createExclusive(path, bytes),
    rename: (from, to) => disk.rename(from, to),
    remove: (path) => disk.remove(path),
    syncDirectory: (path) => disk.syncDirectory(path),
  };
}

/** A draft is bound to the name of the file that it will be. */
const placeOf = (path: string) => (index: number): Place => ({ file: basename(path).replace(/[.]tmp$/, ''), index });

interface Chunks {
  readonly contents: readonly Uint8Array[];
  /** Where the first byte is that belongs to none of them. */
  readonly end: number;
}

function chunksOf(key: Uint8Array, path: string, bytes: Uint8Array): Chunks {
  const contents: Uint8Array[] = [];
  let end = 0;
  for (;;) {
    const content = openChunk(key, placeOf(path)(contents.length), { bytes, offset: end });
    if (content === null) return { contents, end };
    contents.push(content);
    end += OVERHEAD + content.length;
  }
}

function contentOf(key: Uint8Array, path: string, bytes: Uint8Array): Uint8Array {
  const { contents, end } = chunksOf(key, path, bytes);
  for (let offset = end + 1; offset + OVERHEAD <= bytes.length; offset += 1) {
    const said = headerAt(bytes, offset);
    // A chunk that is whole and belongs behind the damage proves that this is not what a stopped machine leaves.
    if (said !== null && said.index >= contents.length && openChunk(key, placeOf(path)(said.index), { bytes, offset }) !== null) {
      throw new IntegrityError('chain', `The file ${path} is damaged at byte ${end}, before its end.`);
    }
  }
  return contents.length === 1 && end === bytes.length ? contents[0] : new Uint8Array(Buffer.concat([...contents, bytes.subarray(end)]));
}
