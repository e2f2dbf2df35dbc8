import { readFileSync } from 'node:fs';
import { reportLines, verifyLedger } from '@commonward/ledger-verifier';
import { CliError } from './cli-error.js';

const DOES_NOT_HOLD = 1;
const KEY = /^[0-9a-f]{64}$/;

export interface LedgerOptions {
  readonly ledger?: string;
  readonly publicKey?: string;
  readonly witness?: string[];
  /** The coordinator's key. */
  readonly key?: string;
  readonly json: boolean;
}

/** Verifies a site's ledger from its file alone, by the program that shares nothing with the one that wrote it. */
export function verifyLedgerFile({ ledger, publicKey, witness, key, json }: LedgerOptions): void {
  if (ledger === undefined) throw new CliError('Give the file of a ledger.');
  const report = verifyLedger({
    ledger: contentOf(ledger),
    publicKey: keyIn('--public-key', publicKey),
    statements: (witness ?? []).map((name) => ({ name, bytes: contentOf(name) })),
    coordinatorKey: keyIn('--key', key),
  });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${reportLines(report).join('\n')}\n`);
  if (!report.holds) process.exitCode = DOES_NOT_HOLD;
}

function keyIn(option: string, text: string | undefined): string | null {
  if (text !== undefined && !KEY.test(text)) throw new CliError(`${option} is the 64 hexadecimal digits of a public key.`);
  return text ?? null;
}

function contentOf(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CliError(`Cannot read ${path} (${code}): give a ledger's file, or a statement's.`);
  }
}
