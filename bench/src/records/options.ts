import { Command } from 'commander';
import { listOf, positive, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface RecordsOptions {
  readonly rows: readonly number[];
  readonly epsilon: number;
  readonly delta: number;
  readonly json: boolean;
}

/**
 * Reads the command line of `bench:records`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function recordsOptions(argv: readonly string[]): RecordsOptions | null {
  const command = new Command('bench:records')
    .description('Processor time and peak memory of one release from a simulated CSV file of 40 columns: the site agent itself, from the debit to the sealed release.')
    .option('--rows <counts>', 'numbers of records, separated by commas', listOf(wholeNumber(1)), [10_000, 100_000, 1_000_000])
    .option('--epsilon <number>', 'epsilon of the release', positive, 3)
    .option('--delta <number>', 'delta of the release', positive, 1e-7)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<RecordsOptions>(command, argv);
}
