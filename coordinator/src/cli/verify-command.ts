import { dictionaryOf, recomputedReport, verifyExport, type Files, type Verification } from '@commonward/lineage';
import { Command } from 'commander';
import { CliError } from './cli-error.js';
import { readFolder } from './export-files.js';
import { readEach } from './record-files.js';
import { verifyLedgerFile, type LedgerOptions } from './verify-ledger-file.js';

const DOES_NOT_HOLD = 1;
const VERIFIED = 'Verified.';
const NOT_VERIFIED = 'Not verified: do not use this export.';
const NOT_CONFIRMED = 'The records of this export verify; the given public records do not confirm its report.';
const KEY = /^[0-9a-f]{64}$/;

interface VerifyOptions extends LedgerOptions {
  readonly key?: string;
  readonly train?: string[];
  readonly test?: string[];
  readonly json: boolean;
}

export const verifyCommand = (): Command =>
  new Command('verify')
    .description('Verify offline: an export (signatures, hashes, and a replay of generator and records from the releases or the masked sum), or the ledger of a site. Exit code 0 or 1.')
    .argument('[folder]', 'the folder of an export')
    .option('--key <hex>', "the coordinator's public key, as obtained from the consortium")
    .option('--train <files...>', "with --test: the public records that the hospitals held, in the report's order; the report is made again from them")
    .option('--test <files...>', 'with --train: the public records that no hospital held, in as many files as the report was made from')
    .option('--ledger <file>', "instead of a folder: a site's ledger, as sites ledger or commonward-site ledger export wrote it")
    .option('--public-key <hex>', "with --ledger: the site's public key, as obtained from the site")
    .option('--witness <files...>', 'with --ledger: statements and receipts that the coordinator signed')
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nExample:\n  commonward verify exports/3f0c… --key 9a1b…\n  commonward verify --ledger va.ledger --public-key 77f0… --witness witness.json --key 9a1b…')
    .action(verify);

function verify(folder: string | undefined, options: VerifyOptions): void {
  if ((folder === undefined) === (options.ledger === undefined)) throw new CliError('Give either the folder of an export or --ledger with a file.');
  if (folder === undefined) verifyLedgerFile(options);
  else verifyFolder(folder, options);
}

function verifyFolder(folder: string, { key, train, test, json, publicKey, witness }: VerifyOptions): void {
  if (publicKey !== undefined || witness !== undefined) throw new CliError('--public-key and --witness go with --ledger.');
  if (key !== undefined && !KEY.test(key)) throw new CliError('--key is the 64 hexadecimal digits of a public key.');
  if ((train === undefined) !== (test === undefined)) throw new CliError('Give --train and --test together: a report is made from both.');
  const files = readFolder(folder);
  if (!files.has('SHA256SUMS')) throw new CliError(`${folder} holds no SHA256SUMS: give the folder of an export.`);
  const verification = verifyExport(files, key ?? null);
  const records = train === undefined || test === undefined ? null : { train, test };
  if (!verification.holds || records === null) print(verification, { json, last: verification.holds ? VERIFIED : NOT_VERIFIED });
  else reportAgain(verification, { files, records, json });
}

/** Also makes the report again, from records that the export proves to be public. */
function reportAgain({ checks }: Verification, { files, records, json }: { files: Files; records: { train: string[]; test: string[] }; json: boolean }): void {
  if (!files.has('report.json')) throw new CliError('The export holds no report, so there is nothing to make again from --train and --test.');
  const dictionary = dictionaryOf(files);
  if (dictionary.kind !== 'table') throw new CliError('A report can be made again of a study of tables only.');
  const again = recomputedReport(files, { train: readEach(records.train, dictionary), test: readEach(records.test, dictionary) });
  print({ holds: again.holds, checks: [...checks, again] }, { json, last: again.holds ? VERIFIED : NOT_CONFIRMED });
}

function print(verification: Verification, { json, last }: { json: boolean; last: string }): void {
  if (json) process.stdout.write(`${JSON.stringify(verification)}\n`);
  else {
    for (const { name, holds, detail } of verification.checks) process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${name}: ${detail}\n`);
    process.stdout.write(`${last}\n`);
  }
  if (!verification.holds) process.exitCode = DOES_NOT_HOLD;
}
