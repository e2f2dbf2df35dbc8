import { OVERHEAD } from '../../../site-agent/src/at-rest/sealed-chunk.js';
import type { Chance } from './chance.js';

/** Length and checksum before a record; index and length before an encrypted chunk. Each length is a little-endian u32. */
const RECORD = { lengthAt: 0, overhead: 8 } as const;
const CHUNK = { lengthAt: 4, overhead: OVERHEAD } as const;

/**
 * A log whose last record has decayed on the disk, though it was synced: a bit flipped, or the end zeros, or gone. Something
 * of the record is always left: a log that lost whole records from its end looks like an earlier one, and is refused.
 *
 * @returns null if there is no such record: the log ends in a torn one already, or is encrypted in one piece, as it was rewritten
 */
export function withDecayedEnd(log: Uint8Array, { encrypted, chance }: { readonly encrypted: boolean; readonly chance: Chance }): Uint8Array | null {
  const starts = startsOf(log, encrypted ? CHUNK : RECORD);
  const start = starts.at(-1);
  if (start === undefined || starts.length < 2) return null;
  const at = start + 1 + Math.floor(chance.between(0, log.length - start - 1));
  switch (chance.pick(['flipped', 'zeros', 'gone'] as const)) {
    case 'flipped':
      return log.with(at, log[at] ^ (1 << Math.floor(chance.between(0, 8))));
    case 'zeros':
      return log.slice().fill(0, at);
    case 'gone':
      return log.slice(0, at);
  }
}

/** Where each piece of a log begins; none at all unless the log ends with the end of one. */
function startsOf(log: Uint8Array, { lengthAt, overhead }: typeof RECORD | typeof CHUNK): readonly number[] {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const starts: number[] = [];
  let at = 0;
  while (at + overhead <= log.length) {
    starts.push(at);
    at += overhead + view.getUint32(at + lengthAt, true);
  }
  return at === log.length ? starts : [];
}
