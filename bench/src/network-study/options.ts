import { Command, Option } from 'commander';
import { TRUSTS, type Trust } from '@commonward/synthesis/plan';
import { listOf, positive, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface NetworkOptions {
  /** A known data set or a cohort folder. */
  readonly data: string;
  readonly dataDir: string | null;
  readonly epsilon: readonly number[];
  readonly trust: Trust;
  readonly steps: number;
  readonly firstSeed: number;
  readonly seeds: number;
  readonly json: boolean;
}

/** @returns null if it only asked for help @throws UsageError with one sentence */
export function networkOptions(argv: readonly string[]): NetworkOptions | null {
  const command = new Command('bench:network-study')
    .description('Scores the records of a study of a neural discriminator, sites and coordinator as in the product: train on synthetic, test on real. What is refused is run all the same.')
    .requiredOption('--data <name|folder>', 'heart-disease, or a folder with dictionary.json and site-<name>.csv')
    .option('--data-dir <folder>', 'where the known data sets lie')
    .option('--epsilon <numbers>', 'privacy budgets of every site, delta 1e-5, with commas between', listOf(positive), [3, 10])
    .addOption(new Option('--trust <mode>', 'local: every site adds the full noise itself; shared: its share for all but one of the sites').choices(TRUSTS).default('local'))
    .option('--steps <count>', 'of the discriminator, each a round', wholeNumber(1, 1000), 200)
    .option('--first-seed <seed>', 'of the first repetition', wholeNumber(0), 0)
    .option('--seeds <count>', 'number of repetitions', wholeNumber(1, 1000), 5)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const options = optionsIn<Omit<NetworkOptions, 'dataDir'> & { readonly dataDir?: string }>(command, argv);
  return options === null ? null : { ...options, dataDir: options.dataDir ?? null };
}
