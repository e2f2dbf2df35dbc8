import { canonicalJson, headOf, IntegrityError, parseCanonicalJson, type LedgerHead, type LedgerReading } from '@commonward/envelope';
import { z } from 'zod';
import { replaceFile } from './durable.js';
import type { LedgerDisk } from './ledger-disk.js';
import type { LedgerPaths } from './ledger-paths.js';

const head = z.strictObject({ seq: z.int().nonnegative(), head: z.string().regex(/^[0-9a-f]{64}$/) });
const anchorSchema = z.array(head).min(1).max(2);

/** The newest record that was acted upon. Two, while one history takes the place of another: the log ends in either. */
export type Anchor = Readonly<z.infer<typeof anchorSchema>>;

/*
 * A chain that lost whole records from its end is as sound as before, only shorter, and would spend the lost debits
 * again. The anchor is a second file that names the newest record; it is written after each record is durable and before
 * anything is done under it. It catches a log that was cut or exchanged alone. Whoever puts back both files, a restored
 * backup for one, is caught by the coordinator, which has seen the later head.
 */

export function writeAnchor(disk: LedgerDisk, { anchor }: LedgerPaths, ...heads: readonly LedgerHead[]): void {
  replaceFile(disk, anchor, new TextEncoder().encode(canonicalJson(heads.map(({ seq, head }) => ({ seq, head })))));
}

/**
 * @returns null if there is none
 * @throws IntegrityError `format`
 */
export function readAnchor(disk: LedgerDisk, { anchor }: LedgerPaths): Anchor | null {
  const bytes = disk.read(anchor);
  if (bytes === null) return null;
  const checked = anchorSchema.safeParse(parseCanonicalJson(bytes)?.value);
  if (!checked.success) throw new IntegrityError('format', `The file ${anchor} is damaged, so records that were lost could go unnoticed.`);
  return checked.data;
}

/**
 * Checks that the log still holds every record that was ever acted upon. One record may be missing if its damaged bytes
 * are there: it will be forfeited.
 * @throws IntegrityError `rollback`
 */
export function checkAnchor(anchor: Anchor | null, reading: LedgerReading, paths: LedgerPaths): void {
  const { seq } = reading;
  if (anchor === null) {
    if (seq > NEWEST_BEFORE_FIRST_ANCHOR) throw new IntegrityError('rollback', `The ledger in ${paths.dir} has lost its anchor file: put the whole folder back as it was.`);
    return;
  }
  const troubles = anchor.map((head) => troubleWith(head, reading, paths));
  const [trouble] = troubles;
  if (!troubles.includes(null) && trouble !== null) throw trouble;
}

function troubleWith(anchor: LedgerHead, { entries, seq, tornTail }: LedgerReading, { dir }: LedgerPaths): IntegrityError | null {
  if (anchor.seq > seq + (tornTail > 0 ? 1 : 0)) {
    return new IntegrityError('rollback', `The ledger in ${dir} ends at record ${seq} but has been at record ${anchor.seq}: records are missing, so nothing can be spent from it.`);
  }
  const anchored = entries.at(anchor.seq);
  if (anchored !== undefined && headOf(anchored) !== anchor.head) {
    return new IntegrityError('rollback', `The ledger in ${dir} holds another record ${anchor.seq} than it once did: its files do not belong together.`);
  }
  return null;
}

/** A new ledger appears with its genesis and first policy in one step; the anchor follows. */
const NEWEST_BEFORE_FIRST_ANCHOR = 1;
