import { verifyExport } from '@commonward/lineage';
import { Command } from 'commander';
import { CliError } from './cli-error.js';
import { readFolder } from './export-files.js';

const DOES_NOT_HOLD = 1;
const KEY = /^[0-9a-f]{64}$/;

export const verifyCommand = (): Command =>
  new Command('verify')
    .description('Verify an export offline: signatures, hashes, and a replay of generator and records from the releases. Exit code 0 or 1.')
    .argument('<folder>', 'the folder of an export')
    .option('--key <hex>', "the coordinator's public key, as obtained from the consortium")
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nExample:\n  commonward verify exports/3f0c… --key 9a1b…')
    .action(verify);

function verify(folder: string, { key, json }: { key?: string; json: boolean }): void {
  if (key !== undefined && !KEY.test(key)) throw new CliError('--key is the 64 hexadecimal digits of a public key.');
  const files = readFolder(folder);
  if (!files.has('SHA256SUMS')) throw new CliError(`${folder} holds no SHA256SUMS: give the folder of an export.`);
  const verification = verifyExport(files, key ?? null);
  if (json) process.stdout.write(`${JSON.stringify(verification)}\n`);
  else {
    for (const { name, holds, detail } of verification.checks) process.stdout.write(`${holds ? 'holds' : 'FAILS'}  ${name}: ${detail}\n`);
    process.stdout.write(verification.holds ? 'Verified.\n' : 'Not verified: do not use this export.\n');
  }
  if (!verification.holds) process.exitCode = DOES_NOT_HOLD;
}
