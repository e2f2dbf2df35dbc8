#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reportLines, verifyLedger, type Evidence } from '../index.js';

const [HOLDS, DOES_NOT_HOLD, MISTAKE] = [0, 1, 2];
const KEY = /^[0-9a-f]{64}$/;
const USAGE = `Verifies the ledger of a Commonward site. Needs nothing but Node, and no network.

  node standalone.mjs FILE [--public-key HEX] [--witness FILE]... [--coordinator-key HEX] [--json]

  FILE                    the ledger, as commonward-site ledger export or commonward sites ledger wrote it
  --public-key HEX        the site's key, from a source that is not the ledger
  --witness FILE          statements or receipts that the coordinator signed; may be given several times
  --coordinator-key HEX   the coordinator's key
  --json                  the whole report as one JSON object

Exit code 0: the ledger holds. 1: it does not. 2: the command was not understood.
`;

class Mistake extends Error {}

try {
  process.exitCode = verify(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Mistake)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = MISTAKE;
}

function verify(words: readonly string[]): number {
  const { file, json, ...rest } = argumentsIn(words);
  if (file === null) {
    process.stdout.write(USAGE);
    return MISTAKE;
  }
  const report = verifyLedger({ ledger: contentOf(file), ...rest });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${reportLines(report).join('\n')}\n`);
  return report.holds ? HOLDS : DOES_NOT_HOLD;
}

function argumentsIn(words: readonly string[]): Omit<Evidence, 'ledger'> & { readonly file: string | null; readonly json: boolean } {
  const { values, positionals } = parsed(words);
  if (positionals.length > 1) throw new Mistake('Give one ledger; statements of the coordinator follow --witness.');
  return {
    file: positionals.at(0) ?? null,
    json: values.json === true,
    publicKey: keyIn('--public-key', values['public-key']),
    coordinatorKey: keyIn('--coordinator-key', values['coordinator-key']),
    statements: (values.witness ?? []).map((name) => ({ name, bytes: contentOf(name) })),
  };
}

function parsed(words: readonly string[]) {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options: { 'public-key': text, 'coordinator-key': text, witness: { ...text, multiple: true }, json: { type: 'boolean' } } });
  } catch (error) {
    throw new Mistake(`${error instanceof Error ? error.message : 'The options were not understood.'}\n\n${USAGE}`);
  }
}

function keyIn(option: string, text: string | undefined): string | null {
  if (text !== undefined && !KEY.test(text)) throw new Mistake(`${option} is the 64 hexadecimal digits of a public key.`);
  return text ?? null;
}

function contentOf(file: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new Mistake(`Cannot read ${file} (${code}).`);
  }
}
