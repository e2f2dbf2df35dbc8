import { Command } from 'commander';
import { positive, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface GanOptions {
  /** A known data set or a cohort folder. */
  readonly data: string;
  readonly dataDir: string | null;
  /** Null for training without noise. */
  readonly epsilon: number | null;
  readonly seeds: number;
  readonly json: boolean;
}

interface Parsed {
  readonly data: string;
  readonly dataDir?: string;
  readonly epsilon?: number;
  readonly seeds: number;
  readonly json: boolean;
}

/**
 * Reads the command line of `bench:gan`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function ganOptions(argv: readonly string[]): GanOptions | null {
  const command = new Command('bench:gan')
    .description('Scores records of a conditional network that sites train together: train on synthetic, test on real.')
    .requiredOption('--data <name|folder>', 'heart-disease, or a folder with dictionary.json and site-<name>.csv')
    .option('--data-dir <folder>', 'where the known data sets lie')
    .option('--epsilon <number>', 'privacy budget of every site, delta 1e-5; without it there is no noise', positive)
    .option('--seeds <count>', 'number of repetitions', wholeNumber(1, 1000), 5)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const parsed = optionsIn<Parsed>(command, argv);
  if (parsed === null) return null;
  const { dataDir, epsilon, ...options } = parsed;
  return { ...options, dataDir: dataDir ?? null, epsilon: epsilon ?? null };
}
