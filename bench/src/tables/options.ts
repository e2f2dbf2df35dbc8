import { Command } from 'commander';
import { GENERATOR_HELP, generatorNames, type GeneratorName } from '../generators.js';
import { listOf, positive, probability, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';
import { BENCH_SETTINGS, settingNames, type BenchSetting } from '../quality/settings.js';

export interface TablesOptions {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly sites: number;
  readonly epsilons: readonly number[];
  readonly delta: number;
  readonly seed: string;
  readonly setting: readonly BenchSetting[];
  readonly generator: readonly GeneratorName[];
  readonly classifiers: boolean;
}

/** At this epsilon the noise of a count has a standard deviation below a fifth of a record: as good as none. */
const NO_NOISE = 9000;

/**
 * Reads the command line of `bench:tables`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function tablesOptions(argv: readonly string[]): TablesOptions | null {
  const command = new Command('bench:tables')
    .description('Synthetic records of a simulated stroke trial, whose truth and rules are known; prints one JSON object for each study.')
    .option('--rows <counts>', 'numbers of patients at all sites together, separated by commas', listOf(wholeNumber(1)), [14_000])
    .option('--columns <counts>', 'numbers of columns, separated by commas', listOf(wholeNumber(1)), [19])
    .option('--sites <count>', 'number of sites', wholeNumber(1), 6)
    .option('--epsilons <numbers>', `budgets of every site, separated by commas; ${NO_NOISE} is as good as no noise`, listOf(positive), [NO_NOISE, 1])
    .option('--delta <number>', 'delta of the guarantee', probability, 1e-6)
    .option('--seed <name>', 'names the simulated patients', 'bench:tables')
    .option('--setting <names>', `${BENCH_SETTINGS.join(', ')}, separated by commas: all of the same patients`, settingNames, ['moments'])
    .option('--generator <names>', GENERATOR_HELP, generatorNames, ['records'])
    .option('--classifiers', 'train six classifiers on synthetic and on real records, which takes minutes', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<TablesOptions>(command, argv);
}

