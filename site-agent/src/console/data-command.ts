import { Command } from 'commander';
import { readAnyDictionary } from '../records/dictionary-file.js';
import { openRecords, RECORDS_HELP } from '../records/open-records.js';
import { dataReport, isError } from './data-report.js';
import { draftCommand } from './draft-command.js';
import { rehearseCommand } from './rehearse-command.js';

const FINDINGS = 1;

export const dataCommand = (): Command =>
  new Command('data').description('The records of this site.').addCommand(checkCommand()).addCommand(rehearseCommand()).addCommand(draftCommand());

const checkCommand = (): Command =>
  new Command('check')
    .description('Check a records file against the dictionary, here, before joining. Exit code 1 if something must be put right.')
    .requiredOption('--records <source>', RECORDS_HELP)
    .requiredOption('--dictionary <file>', 'the public data dictionary (JSON)')
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nExample:\n  commonward-site data check --records site-va.csv --dictionary dictionary.json')
    .action(check);

function check(options: { records: string; dictionary: string; json: boolean }): void {
  const report = openRecords(options.records, readAnyDictionary(options.dictionary)).check();
  const lines = options.json ? [JSON.stringify(report)] : dataReport(options.records, report);
  process.stdout.write(`${lines.join('\n')}\n`);
  if (report.findings.some(isError)) process.exitCode = FINDINGS;
}
