import { Command } from 'commander';
import { wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface AggregationOptions {
  /** Integers in the vectors of the headline round. */
  readonly length: number;
  /** Whether the round of 1,000 sites is simulated. */
  readonly thousand: boolean;
  readonly json: boolean;
}

/**
 * Reads the command line of `bench:aggregation`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function aggregationOptions(argv: readonly string[]): AggregationOptions | null {
  const command = new Command('bench:aggregation')
    .description('Processor time of masked rounds, and of the primitives of Flower’s SecAgg+ where $PYTHON (or python3) has flwr.')
    .option('--length <count>', 'integers in a vector of the round of 64 sites', wholeNumber(1, 1e7), 1_000_000)
    .option('--no-thousand', 'leave out the simulated round of 1,000 sites, which takes minutes')
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<AggregationOptions>(command, argv);
}
