import { Command } from 'commander';
import { wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface SamplerOptions {
  readonly draws: number;
  readonly repeats: number;
  readonly json: boolean;
}

/**
 * Reads the command line of `bench:samplers`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function samplerOptions(argv: readonly string[]): SamplerOptions | null {
  const command = new Command('bench:samplers')
    .description('Samples per second of processor time: the discrete Gaussian by table and by rejection, and a floating-point Gaussian.')
    .option('--draws <count>', 'samples in each repeat', wholeNumber(1000, 1e8), 1_000_000)
    .option('--repeats <count>', 'number of repeats; medians are printed', wholeNumber(1, 1e8), 5)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<SamplerOptions>(command, argv);
}
