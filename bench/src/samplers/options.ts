import { Command, InvalidArgumentError } from 'commander';
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
    .option('--draws <count>', 'samples in each repeat', atLeast(1000), 1_000_000)
    .option('--repeats <count>', 'number of repeats; medians are printed', atLeast(1), 5)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<SamplerOptions>(command, argv);
}

function atLeast(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isSafeInteger(value) && value >= least && value <= 1e8) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to 100000000.`);
  };
}
