import type { Evidence, LedgerReport } from '@commonward/ledger-verifier';

/** Verifies in this browser: what was downloaded or brought by hand is judged by nobody else. */
export function verifyHere(evidence: Evidence): Promise<LedgerReport> {
  const worker = new Worker(new URL('./verifier.worker.ts', import.meta.url), { type: 'module' });
  return new Promise<LedgerReport>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<LedgerReport>) => resolve(data);
    worker.onerror = () => reject(new Error('The verifier did not run in this browser. Verify the file with: commonward verify --ledger FILE'));
    worker.postMessage(evidence);
  }).finally(() => worker.terminate());
}

const isStatement = ({ name }: File): boolean => name.endsWith('.json');

/**
 * What somebody brings by hand: one ledger, and any number of statements (.json) that the coordinator signed.
 * @throws Error with a sentence for that person
 */
export async function evidenceIn(files: readonly File[]): Promise<Evidence> {
  const ledgers = files.filter((file) => !isStatement(file));
  if (ledgers.length !== 1) throw new Error(`Give one ledger at a time; statements of the coordinator, whose names end in .json, may come with it. There were ${ledgers.length} other files.`);
  const statements = files.filter(isStatement).map(async (file) => ({ name: file.name, bytes: await contentOf(file) }));
  return { ledger: await contentOf(ledgers[0]), publicKey: null, statements: await Promise.all(statements), coordinatorKey: null };
}

const contentOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());
