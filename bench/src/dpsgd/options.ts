import { Command } from 'commander';
import { wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface DpSgdOptions {
  readonly turns: number;
  /** Of processor time, for each turn. */
  readonly seconds: number;
  readonly json: boolean;
}

/**
 * Reads the command line of `bench:dpsgd`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function dpSgdOptions(argv: readonly string[]): DpSgdOptions | null {
  const command = new Command('bench:dpsgd')
    .description('Examples per second of private training of four discriminators, on each backend that is here, and with Opacus where $PYTHON (or python3) has it.')
    .option('--turns <count>', 'turns of each; medians are printed', wholeNumber(1, 100), 3)
    .option('--seconds <count>', 'processor seconds of each turn', wholeNumber(1, 600), 2)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<DpSgdOptions>(command, argv);
}
