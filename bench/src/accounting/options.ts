import { Command } from 'commander';
import { wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface AccountingOptions {
  readonly repeats: number;
  readonly json: boolean;
}

/**
 * Reads the command line of `bench:accounting`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function accountingOptions(argv: readonly string[]): AccountingOptions | null {
  const command = new Command('bench:accounting')
    .description('Processor time of one privacy loss distribution, ours and that of dp-accounting where $PYTHON (or python3) has it.')
    .option('--repeats <count>', 'number of repeats; medians are printed', wholeNumber(1, 1000), 7)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<AccountingOptions>(command, argv);
}
