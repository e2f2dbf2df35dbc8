import { canonicalJson, parseCanonicalJson } from '@commonward/envelope';
import { z } from 'zod';
import type { LedgerDisk } from './ledger-disk.js';
import { LedgerUnavailableError } from './ledger-error.js';
import type { ProcessMark, ProcessTable } from './process-table.js';

const markSchema = z.strictObject({ pid: z.int().positive(), startedAt: z.string(), boot: z.string(), namespace: z.string() });

/**
 * The right to write to one ledger: a file that only one process can make, and that says which one.
 *
 * A lock whose process is gone is taken over, so a crash leaves no work for the operator. Where that cannot be seen (the
 * other runs in another container, or two take over in the same instant) the later one wins, and the earlier one finds
 * out before it next writes, because every writer asks `isHeld` first.
 */
export interface LedgerLock {
  isHeld(): boolean;
  release(): void;
}

/** @throws LedgerUnavailableError `in-use` */
export function acquireLock(disk: LedgerDisk, processes: ProcessTable, { path, dir }: { readonly path: string; readonly dir: string }): LedgerLock {
  const mine = canonicalJson(processes.self());
  const bytes = new TextEncoder().encode(mine);
  while (!disk.createExclusive(path, bytes)) {
    const holder = readMark(disk, path);
    if (holder !== null && processes.isRunning(holder)) {
      throw new LedgerUnavailableError('in-use', `The ledger in ${dir} is in use by process ${holder.pid}: only one agent can work with it, so stop that one first.`);
    }
    disk.remove(path);
  }
  const isHeld = () => textAt(disk, path) === mine;
  return {
    isHeld,
    release() {
      if (isHeld()) disk.remove(path);
    },
  };
}

/** @returns null if it is gone or cut short, as a machine that stopped may leave it */
function readMark(disk: LedgerDisk, path: string): ProcessMark | null {
  const bytes = disk.read(path);
  const parsed = bytes === null ? null : parseCanonicalJson(bytes);
  const checked = parsed === null ? null : markSchema.safeParse(parsed.value);
  return checked?.success === true ? checked.data : null;
}

function textAt(disk: LedgerDisk, path: string): string | null {
  const bytes = disk.read(path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
