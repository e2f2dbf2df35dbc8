import { IntegrityError, sha256Hex, type RoundOfStudy } from '@commonward/envelope';
import { replaceFile } from './durable.js';
import type { LedgerDisk } from './ledger-disk.js';
import { payloadPath, type LedgerPaths } from './ledger-paths.js';

/** Stores what will be sent for a round; durable on return. What an unsealed attempt left is replaced. */
export function storePayload(disk: LedgerDisk, paths: LedgerPaths, { round, payload }: { readonly round: RoundOfStudy; readonly payload: Uint8Array }): void {
  replaceFile(disk, payloadPath(paths, round), payload);
}

export const hasPayload = (disk: LedgerDisk, paths: LedgerPaths, round: RoundOfStudy): boolean => disk.read(payloadPath(paths, round)) !== null;

/**
 * Reads back the bytes that were sealed for a round.
 * @throws IntegrityError `payload` if they are gone or changed: there is no second draw, so this round cannot be sent
 */
export function readPayload(disk: LedgerDisk, paths: LedgerPaths, { round, sha256 }: { readonly round: RoundOfStudy; readonly sha256: string }): Uint8Array {
  const bytes = disk.read(payloadPath(paths, round));
  if (bytes !== null && sha256Hex(bytes) === sha256) return bytes;
  const what = bytes === null ? 'missing' : 'changed';
  throw new IntegrityError('payload', `The stored release of round ${round.round} of study ${round.study} is ${what}, and its noise is never drawn again.`);
}

/** Integers as the wire has them: 4 bytes each, little-endian. */
export function littleEndian(integers: Int32Array): Uint8Array {
  const bytes = new Uint8Array(integers.length * Int32Array.BYTES_PER_ELEMENT);
  const view = new DataView(bytes.buffer);
  // A callback for each of millions of integers would take longer than syncing them.
  for (let index = 0; index < integers.length; index += 1) view.setInt32(index * Int32Array.BYTES_PER_ELEMENT, integers[index], true);
  return bytes;
}
