import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { UsageError } from '../usage-error.js';

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
    .option('--repeats <count>', 'number of repeats; medians are printed', count, 7)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    return command.parse([...argv], { from: 'user' }).opts<AccountingOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    throw new UsageError(`${error.message.replace(/^error: /, '')} (--help lists the options)`);
  }
}

function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('Expected a whole number from 1 to 1000.');
}
