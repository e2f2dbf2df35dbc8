import { Command, Option } from 'commander';
import { positive, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface GanOptions {
  /** A known data set or a cohort folder. */
  readonly data: string;
  readonly dataDir: string | null;
  /** Null for training without noise. */
  readonly epsilon: number | null;
  /** Without noise, but clipped, and in the steps of a training with noise. */
  readonly twin: boolean;
  /** Of a simulated trial. */
  readonly rowsPerSite: number;
  /** Whether images are scored by classifiers too. */
  readonly classifiers: boolean;
  readonly seeds: number;
  readonly firstSeed: number;
  readonly json: boolean;
}

interface Parsed {
  readonly data: string;
  readonly dataDir?: string;
  readonly epsilon?: number;
  readonly twin: boolean;
  /** Of a simulated trial. */
  readonly rowsPerSite: number;
  /** Whether images are scored by classifiers too. */
  readonly classifiers: boolean;
  readonly seeds: number;
  readonly firstSeed: number;
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
    .description('Scores records, images or days of a conditional network that sites train together by their gradients.')
    .requiredOption('--data <name|folder>', 'heart-disease, chest-xray, fitbit, stroke-trial (simulated), or a folder with dictionary.json and site-<name>.csv')
    .option('--data-dir <folder>', 'where the known data sets lie (without it, X-rays and days are simulated)')
    .option('--epsilon <number>', 'privacy budget of every site, delta 1e-5; without it there is no noise', positive)
    .addOption(new Option('--twin', 'clip gradients and take the steps of a training with noise, but add none').default(false).conflicts('epsilon'))
    .option('--rows-per-site <count>', 'patients of the simulated trial at each of four sites', wholeNumber(1), 1000)
    .option('--seeds <count>', 'number of repetitions', wholeNumber(1, 1000), 5)
    .option('--first-seed <number>', 'the seed of the first repetition; the others follow', wholeNumber(0), 0)
    .option('--no-classifiers', 'only compare images, which takes a tenth of the time of their scores')
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const parsed = optionsIn<Parsed>(command, argv);
  if (parsed === null) return null;
  const { dataDir, epsilon, ...options } = parsed;
  return { ...options, dataDir: dataDir ?? null, epsilon: epsilon ?? null };
}
