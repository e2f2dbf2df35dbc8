import { Command, InvalidArgumentError } from 'commander';
import { readAnyDictionary } from '../records/dictionary-file.js';
import { openRecords, RECORDS_HELP } from '../records/open-records.js';
import { rehearse } from '../tasks/rehearsal.js';

interface RehearseOptions {
  readonly records: string;
  readonly dictionary: string;
  readonly epsilon: number;
  readonly delta: number;
  readonly json: boolean;
}

export const rehearseCommand = (): Command =>
  new Command('rehearse')
    .description('Make one release here and throw it away: how long a round takes with these records, and how much memory. Nothing leaves, and no budget is spent.')
    .requiredOption('--records <source>', RECORDS_HELP)
    .requiredOption('--dictionary <file>', 'the public data dictionary (JSON)')
    .requiredOption('--epsilon <number>', 'of the study that is rehearsed', positive)
    .requiredOption('--delta <number>', 'of the study that is rehearsed', positive)
    .option('--json', 'print one JSON object', false)
    .addHelpText('after', '\nExample:\n  commonward-site data rehearse --records site-va.csv --dictionary dictionary.json --epsilon 3 --delta 1e-5')
    .action(show);

function show({ records, dictionary: path, epsilon, delta, json }: RehearseOptions): void {
  const dictionary = readAnyDictionary(path);
  const before = process.cpuUsage();
  const guarantee = { epsilon, delta, unit: dictionary.unit, adjacency: 'add-or-remove-one' } as const;
  const bytes = rehearse({ records: openRecords(records, dictionary), dictionary, guarantee });
  const { user, system } = process.cpuUsage(before);
  const cost = { bytes, cpuSeconds: (user + system) / 1e6, peakMemoryBytes: process.resourceUsage().maxRSS * 1024 };
  process.stdout.write(`${json ? JSON.stringify(cost) : sentence(cost)}\n`);
}

function sentence({ bytes, cpuSeconds, peakMemoryBytes }: { bytes: number; cpuSeconds: number; peakMemoryBytes: number }): string {
  return (
    `A release of ${bytes} bytes took ${cpuSeconds.toFixed(1)} s of processor time and at most ${Math.ceil(peakMemoryBytes / 2 ** 20)} MiB of memory. ` +
    'It was thrown away: nothing left, and no budget was spent.'
  );
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
}
