import { join } from 'node:path';
import { roundKey, sha256Hex, type RoundOfStudy } from '@commonward/envelope';

/** Where the files of a ledger are. */
export interface LedgerPaths {
  readonly dir: string;
  readonly log: string;
  readonly anchor: string;
  readonly lock: string;
  readonly outbox: string;
  /** How far this site is in masked rounds: secret. */
  readonly masking: string;
  /** The newest statement of the witness. */
  readonly witness: string;
  /** Two statements of the witness that contradict each other. */
  readonly conflict: string;
}

export const ledgerPaths = (dir: string): LedgerPaths => ({
  dir,
  log: join(dir, 'ledger.log'),
  anchor: join(dir, 'anchor.json'),
  lock: join(dir, 'LOCK'),
  outbox: join(dir, 'out'),
  masking: join(dir, 'masking'),
  witness: join(dir, 'witness.json'),
  conflict: join(dir, 'conflict.json'),
});

/** The stored payload of a round. The name is a hash, so nothing that a study is called can reach outside the folder. */
export const payloadPath = ({ outbox }: LedgerPaths, round: RoundOfStudy): string => join(outbox, `${sha256Hex(roundKey(round))}.bin`);

/** What this site has to remember of its part in a masked round. */
export const maskingPath = ({ masking }: LedgerPaths, round: RoundOfStudy): string => join(masking, `${sha256Hex(roundKey(round))}.state`);

/** Records that were given up, named by the newest of them. */
export const discardedLogPath = ({ dir }: LedgerPaths, head: string): string => join(dir, `discarded-${head.slice(0, 16)}.log`);

/** A conflict that the operator settled, named by the statement that was accepted. */
export const settledConflictPath = ({ dir }: LedgerPaths, witnessSha256: string): string => join(dir, `conflict-${witnessSha256.slice(0, 16)}.json`);
