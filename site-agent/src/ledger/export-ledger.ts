import { IntegrityError, readLedger } from '@commonward/envelope';
import { onDisk } from './ledger-error.js';
import { ledgerPaths } from './ledger-paths.js';
import type { ReportOptions } from './ledger-report.js';

/** What an auditor is given. */
export interface ExportedLedger {
  /** Whole records, as docs/ledger-format.md has them. */
  readonly records: Uint8Array;
  /** The newest statement of the coordinator about this ledger, as JSON; null if there is none yet. */
  readonly statement: Uint8Array | null;
}

/**
 * The ledger in the clear, up to its last whole record: a running agent may be writing the next one. Takes no lock.
 * @throws IntegrityError if the chain does not hold, or there is no ledger
 */
export function exportLedger({ disk, dir, publicKey }: ReportOptions): ExportedLedger {
  const paths = ledgerPaths(dir);
  const [bytes, statement] = onDisk(dir, () => [disk.read(paths.log), disk.read(paths.witness)]);
  if (bytes === null) throw new IntegrityError('chain', `There is no ledger in ${dir}.`);
  return { records: bytes.subarray(0, bytes.length - readLedger(bytes, publicKey).tornTail), statement };
}
