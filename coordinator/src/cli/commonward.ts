import { Command } from 'commander';
import { accountsCommand } from './accounts-command.js';
import { CliError } from './cli-error.js';
import { coordinatorCommand } from './coordinator-command.js';
import { exportCommand } from './export-command.js';
import { privacyCommand } from './privacy-command.js';
import { reportCommand } from './report-command.js';
import { sitesCommand } from './sites-command.js';
import { studyCommand } from './study-command.js';
import { verifyCommand } from './verify-command.js';

const MISTAKE = 2;

const program = new Command('commonward')
  .description('The consortium side of Commonward: a shared generator of synthetic records, learnt without a record leaving a hospital.')
  .showHelpAfterError('(add --help for the options and an example)')
  .addCommand(coordinatorCommand())
  .addCommand(accountsCommand())
  .addCommand(sitesCommand())
  .addCommand(studyCommand())
  .addCommand(reportCommand())
  .addCommand(exportCommand())
  .addCommand(privacyCommand())
  .addCommand(verifyCommand());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError)) throw error;
  process.stderr.write(`commonward: ${error.message}\n`);
  process.exitCode = MISTAKE;
}
