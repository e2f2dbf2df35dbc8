import { join } from 'node:path';
import { roundKey, sha256Hex, type RoundOfStudy } from '@commonward/envelope';

/** Where the files of a ledger are. */
export interface LedgerPaths {
  readonly dir: string;
  readonly log: string;
  readonly anchor: string;
  readonly lock: string;
  readonly outbox: string;
}

export const ledgerPaths = (dir: string): LedgerPaths => ({
  dir,
  log: join(dir, 'ledger.log'),
  anchor: join(dir, 'anchor.json'),
  lock: join(dir, 'LOCK'),
  outbox: join(dir, 'out'),
});

/** The stored payload of a round. The name is a hash, so nothing that a study is called can reach outside the folder. */
export const payloadPath = ({ outbox }: LedgerPaths, round: RoundOfStudy): string => join(outbox, `${sha256Hex(roundKey(round))}.bin`);
