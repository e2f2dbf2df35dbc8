import { Ledger, type LedgerSurroundings } from './file-ledger.js';
import type { LedgerDisk } from './ledger-disk.js';
import { onDisk } from './ledger-error.js';
import { acquireLock, type LedgerLock } from './ledger-lock.js';
import { LedgerHistory } from './ledger-history.js';
import { LedgerLog } from './ledger-log.js';
import { ledgerPaths } from './ledger-paths.js';
import { recoverLedger, type LedgerOwner } from './ledger-recovery.js';
import type { ProcessTable } from './process-table.js';

export type { Debit } from './debit.js';
export type { DebitRefusal, DebitRequest, Ledger } from './file-ledger.js';
export type { RoundPhase } from './round-phase.js';
export { MaskableVector } from './maskable-vector.js';
export { WitnessedRelease, type SealedRelease } from './witnessed-release.js';

export interface LedgerOptions extends LedgerOwner {
  readonly dir: string;
}

/**
 * Opens the site's ledger, or begins it. A policy that differs from the one recorded is recorded first.
 * @throws LedgerUnavailableError if another agent uses it or its disk does not let it
 * @throws IntegrityError if its files cannot be trusted
 */
export function openLedger({ dir, ...owner }: LedgerOptions, { disk, processes }: { readonly disk: LedgerDisk; readonly processes: ProcessTable }): Ledger {
  const paths = ledgerPaths(dir);
  const lock = onDisk(dir, () => {
    disk.makeDirectory(paths.dir);
    disk.makeDirectory(paths.outbox);
    disk.makeDirectory(paths.masking);
    return acquireLock(disk, processes, { path: paths.lock, dir });
  });
  try {
    return onDisk(dir, () => openLocked({ disk, paths, owner }, lock));
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openLocked(surroundings: LedgerSurroundings, lock: LedgerLock): Ledger {
  const { disk, paths, owner } = surroundings;
  const { chain, entries } = recoverLedger(disk, paths, owner);
  const log = new LedgerLog({ disk, paths, lock, file: disk.open(paths.log) });
  try {
    const ledger = new Ledger(surroundings, { log, chain, history: new LedgerHistory(entries) });
    ledger.adoptPolicy();
    return ledger;
  } catch (error) {
    log.close();
    throw error;
  }
}
