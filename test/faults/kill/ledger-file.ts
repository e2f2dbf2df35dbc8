import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A record of a ledger, as far as the onlooker asks. */
export interface LedgerRecord {
  readonly seq: number;
  readonly kind: string;
  readonly study?: string;
  readonly round?: number;
  readonly rhoUnits?: number;
  readonly payloadSha256?: string;
  /** SHA-256 of its stored bytes. */
  readonly head: string;
}

const HEADER = 8;
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * The whole records of a site's unencrypted ledger, read by the form that `libs/envelope` documents and by none of its code:
 * u32 length | first 4 bytes of SHA-256(body) | body. A last record that is not whole is left out.
 * @throws Error if a record does not follow the one before it
 */
export function ledgerRecords(home: string): readonly LedgerRecord[] {
  const records: LedgerRecord[] = [];
  let previous = '0'.repeat(64);
  for (const body of bodies(logOf(join(home, 'ledger')))) {
    const record = { ...(JSON.parse(body.toString('utf8')) as LedgerRecord & { readonly prev: string }), head: sha256(body).toString('hex') };
    if (record.prev !== previous || record.seq !== records.length) throw new Error(`Record ${record.seq} in ${home} does not follow the one before it.`);
    previous = record.head;
    records.push(record);
  }
  return records;
}

const logOf = (folder: string): Buffer =>
  Buffer.concat(
    readdirSync(folder)
      .filter((name) => name.endsWith('.log') && !name.startsWith('discarded'))
      .sort()
      .map((name) => readFileSync(join(folder, name))),
  );

function* bodies(log: Buffer): Generator<Buffer> {
  for (let at = 0; at + HEADER <= log.length; ) {
    const end = at + HEADER + log.readUInt32LE(at);
    const body = log.subarray(at + HEADER, end);
    if (end > log.length || !sha256(body).subarray(0, 4).equals(log.subarray(at + 4, at + HEADER))) return;
    yield body;
    at = end;
  }
}

/** What the records take from the budget: 10^-12 rho. */
export const spentBy = (records: readonly LedgerRecord[]): number => records.reduce((sum, { rhoUnits = 0 }) => sum + rhoUnits, 0);
