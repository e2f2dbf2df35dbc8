import { IntegrityError } from '@commonward/envelope';
import { Command } from 'commander';
import { dataCommand } from './console/data-command.js';
import { deviceCommand } from './console/device-command.js';
import { joinCommand } from './console/join-command.js';
import { ledgerCommand } from './console/ledger-command.js';
import { approveCommand, pauseCommand, refuseCommand, resumeCommand } from './console/operator-commands.js';
import { policyCommand } from './console/policy-command.js';
import { rosterCommand } from './console/roster-command.js';
import { runCommand } from './console/run-command.js';
import { LedgerUnavailableError } from './ledger/ledger-error.js';
import { OperatorError } from './operator-error.js';

const MISTAKE = 2;

const program = new Command('commonward-site')
  .description('The hospital side of Commonward: records stay here; only debited, noised, signed releases leave.')
  .showHelpAfterError('(add --help for the options and an example)')
  .addCommand(joinCommand())
  .addCommand(runCommand())
  .addCommand(pauseCommand())
  .addCommand(resumeCommand())
  .addCommand(refuseCommand())
  .addCommand(approveCommand())
  .addCommand(dataCommand())
  .addCommand(policyCommand())
  .addCommand(rosterCommand())
  .addCommand(ledgerCommand())
  .addCommand(deviceCommand());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof OperatorError || error instanceof LedgerUnavailableError || error instanceof IntegrityError)) throw error;
  process.stderr.write(`commonward-site: ${error.message}\n`);
  process.exitCode = MISTAKE;
}
