import { Command, InvalidArgumentError } from 'commander';
import { GENERATOR_HELP, generatorNames, type GeneratorName } from '../generators.js';
import { optionsIn } from '../options-in.js';

export interface TablesOptions {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly sites: number;
  readonly epsilons: readonly number[];
  readonly delta: number;
  readonly seed: string;
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
    .option('--rows <counts>', 'numbers of patients at all sites together, separated by commas', counts, [14_000])
    .option('--columns <counts>', 'numbers of columns, separated by commas', counts, [19])
    .option('--sites <count>', 'number of sites', count, 6)
    .option('--epsilons <numbers>', `budgets of every site, separated by commas; ${NO_NOISE} is as good as no noise`, positives, [NO_NOISE, 1])
    .option('--delta <number>', 'delta of the guarantee', probability, 1e-6)
    .option('--seed <name>', 'names the simulated patients', 'bench:tables')
    .option('--generator <names>', GENERATOR_HELP, generatorNames, ['records'])
    .option('--classifiers', 'train six classifiers on synthetic and on real records, which takes minutes', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  return optionsIn<TablesOptions>(command, argv);
}

const counts = (text: string): number[] => text.split(',').map(count);
const positives = (text: string): number[] => text.split(',').map(positive);

function count(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('Expected whole numbers from 1 on.');
}

function positive(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected numbers above 0.');
}

function probability(text: string): number {
  if (positive(text) < 1) return Number(text);
  throw new InvalidArgumentError('Expected a number between 0 and 1.');
}
