import { COMMONWARD_SITE, type Processes } from '../processes.js';

/** What a hospital's own ledger says of a study: how many records there are of each kind. */
export interface StudyRecords {
  readonly debit: number;
  readonly seal: number;
  readonly receipt: number;
}

/** Lines of `commonward-site ledger show`: number, time, kind, and for most kinds the study. */
const RECORD = /^\s*\d+ {2}\S+ {2}(\w+) +study (\S+) /;

/** @returns null if the ledger does not verify */
export async function recordsOf(study: string, { home, processes }: { readonly home: string; readonly processes: Processes }): Promise<StudyRecords | null> {
  const { code } = await processes.run(COMMONWARD_SITE, ['ledger', 'verify', '--home', home]);
  if (code !== 0) return null;
  const { stdout } = await processes.run(COMMONWARD_SITE, ['ledger', 'show', '--home', home]);
  const kinds = stdout.split('\n').flatMap((line) => {
    const [, kind, of] = RECORD.exec(line) ?? [];
    return of === study ? [kind] : [];
  });
  const count = (kind: string) => kinds.filter((found) => found === kind).length;
  return { debit: count('debit'), seal: count('seal'), receipt: count('receipt') };
}

/** Where a round stood at a hospital, in words. */
export function standing(records: StudyRecords | null): string {
  if (records === null) return 'with a ledger that does not verify';
  if (records.receipt > 0) return 'after its receipt';
  if (records.seal > 0) return 'with its release sealed and no receipt yet';
  return records.debit > 0 ? 'after its debit and before its seal' : 'before its debit';
}
