/**
 * Why the ledger cannot be used:
 * - `in-use`: another agent works with it
 * - `full`: its disk is full; nothing was recorded, and the call can be made again once there is room
 * - `failed`: its disk fails, or somebody else changed its files; nothing more is accepted until the agent starts anew
 * - `policy`: the policy counts privacy otherwise than the ledger does
 * - `closed`: it was closed
 */
export type LedgerTrouble = 'in-use' | 'full' | 'failed' | 'policy' | 'closed';

/** The ledger cannot record anything now, so nothing may be read or sent. The message is one plain sentence. */
export class LedgerUnavailableError extends Error {
  override readonly name = 'LedgerUnavailableError';
  readonly reason: LedgerTrouble;

  constructor(reason: LedgerTrouble, message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * A sync that failed. The system may have dropped the pages and report success the next time, so a sync is never tried
 * again: what is on the disk is known only after a new start.
 * @see Rebello et al. 2020, "Can Applications Recover from fsync Failures?", USENIX ATC
 */
export class SyncFailure extends Error {
  override readonly name = 'SyncFailure';
}

/** Whether the system, not this program, is the cause. */
export function isDiskError(error: unknown): boolean {
  return error instanceof SyncFailure || (typeof error === 'object' && error !== null && 'errno' in error);
}

/** The sentence for a failed file operation in the ledger's folder. */
export function diskTrouble(dir: string, error: unknown): LedgerUnavailableError {
  if (isFull(error)) return new LedgerUnavailableError('full', `The disk of the ledger in ${dir} is full and nothing was recorded: make room, then try again.`);
  if (codeOf(error) === 'EROFS') return new LedgerUnavailableError('failed', `The disk of the ledger in ${dir} is mounted read-only, so nothing more is recorded: mount it for writing, then start the agent again.`);
  const code = error instanceof SyncFailure ? codeOf(error.cause) : codeOf(error);
  return new LedgerUnavailableError('failed', `The ledger in ${dir} cannot be written (${code}) and accepts nothing more: check the disk, then start the agent again.`);
}

/** Does work on files; a failure of the system becomes a sentence, any other error stays what it is. */
export function onDisk<T>(dir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw isDiskError(error) ? diskTrouble(dir, error) : error;
  }
}

export function isFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
}

/** The system's code of an error, as EIO. */
export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
