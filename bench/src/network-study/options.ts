import { Command, Option } from 'commander';
import { CLIPPINGS, TRUSTS, type Clipping, type Trust } from '@commonward/synthesis/plan';
import { listOf, positive, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface NetworkOptions {
  /** A known data set or a cohort folder. */
  readonly data: string;
  readonly dataDir: string | null;
  readonly epsilon: readonly number[];
  readonly trust: Trust;
  /** Null for as many as are usual. */
  readonly steps: number | null;
  readonly clipping: Clipping;
  /** Whether images are scored by classifiers too. */
  readonly classifiers: boolean;
  readonly firstSeed: number;
  readonly seeds: number;
  readonly json: boolean;
}

/** @returns null if it only asked for help @throws UsageError with one sentence */
export function networkOptions(argv: readonly string[]): NetworkOptions | null {
  const command = new Command('bench:network-study')
    .description('Scores the records, images or days of a study of a neural discriminator, sites and coordinator as in the product. What is refused is run all the same.')
    .requiredOption('--data <name|folder>', 'heart-disease, chest-xray, fitbit, or a folder with dictionary.json and site-<name>.csv')
    .option('--data-dir <folder>', 'where the known data sets lie (without it, X-rays and days are simulated)')
    .option('--epsilon <numbers>', 'privacy budgets of every site, delta 1e-5, with commas between', listOf(positive), [3, 10])
    .addOption(new Option('--trust <mode>', 'local: every site adds the full noise itself; shared: its share for all but one of the sites').choices(TRUSTS).default('local'))
    .option('--steps <count>', 'of the discriminator, each a round; without it the usual number', wholeNumber(1, 1000))
    .addOption(new Option('--clipping <kind>', 'whole: a gradient is clipped as one; layers: each layer by itself, and noised as its length calls for').choices(CLIPPINGS).default('whole'))
    .option('--first-seed <seed>', 'of the first repetition', wholeNumber(0), 0)
    .option('--seeds <count>', 'number of repetitions', wholeNumber(1, 1000), 5)
    .option('--no-classifiers', 'only compare images, which takes a tenth of the time of their scores')
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const options = optionsIn<Omit<NetworkOptions, 'dataDir' | 'steps'> & { readonly dataDir?: string; readonly steps?: number }>(command, argv);
  return options === null ? null : { ...options, dataDir: options.dataDir ?? null, steps: options.steps ?? null };
}
