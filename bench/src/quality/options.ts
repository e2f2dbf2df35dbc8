import { Command, Option } from 'commander';
import { TRUSTS, type Trust } from '@commonward/synthesis/plan';
import { GENERATOR_HELP, generatorNames, type GeneratorName } from '../generators.js';
import { positive, probability, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';
import { PEER_METHODS, peerNames, type PeerMethod } from './peers/peer-methods.js';
import { BENCH_SETTINGS, settingNames, type BenchSetting } from './settings.js';

export interface QualityOptions {
  /** A known data set or a cohort folder. */
  readonly data: string;
  /** Where known data sets lie. */
  readonly dataDir: string | null;
  readonly epsilons: readonly number[];
  readonly delta: number;
  readonly trust: Trust;
  readonly setting: readonly BenchSetting[];
  readonly generator: readonly GeneratorName[];
  readonly seeds: number;
  readonly firstSeed: number;
  readonly force: boolean;
  /** Whose records are scored beside ours, where they are installed. */
  readonly peers: readonly PeerMethod[];
  readonly json: boolean;
}

interface Parsed {
  readonly data: string;
  readonly dataDir?: string;
  readonly epsilon?: readonly number[];
  readonly delta: number;
  readonly trust: Trust;
  readonly setting: readonly BenchSetting[];
  readonly generator: readonly GeneratorName[];
  readonly seeds: number;
  readonly firstSeed: number;
  readonly force: boolean;
  /** Whose records are scored beside ours, where they are installed. */
  readonly peers: readonly PeerMethod[];
  readonly json: boolean;
}

/** The budgets of every benchmark on these cohorts; a study states its own. */
const BENCHMARK_EPSILONS = [1, 3, 10];
export const BENCHMARK_DELTA = 1e-5;

/**
 * Reads the command line of `bench:quality`.
 *
 * @returns null if it only asked for help
 * @throws UsageError with one sentence
 */
export function qualityOptions(argv: readonly string[]): QualityOptions | null {
  const command = new Command('bench:quality')
    .description('Scores federated synthetic records: train on synthetic, test on real.')
    .requiredOption('--data <name|folder>', 'heart-disease, or a folder with dictionary.json and site-<name>.csv')
    .option('--data-dir <folder>', 'where the known data sets lie')
    .option('--epsilon <number>', 'privacy budget of every site; again for another one (default: 1, 3 and 10)', (text, before: readonly number[] = []) => [...before, positive(text)])
    .option('--delta <number>', 'failure probability of the guarantee', probability, BENCHMARK_DELTA)
    .addOption(new Option('--trust <mode>', 'local: every site adds the full noise itself; shared: its share for all but one of the sites').choices(TRUSTS).makeOptionMandatory())
    .option('--setting <names>', `${BENCH_SETTINGS.join(', ')}, separated by commas: all on the same splits`, settingNames, ['moments'])
    .option('--generator <names>', GENERATOR_HELP, generatorNames, ['records'])
    .option('--seeds <count>', 'number of repetitions', wholeNumber(1, 1000), 5)
    .option('--first-seed <number>', 'the seed of the first repetition; the others follow', wholeNumber(0), 0)
    .option('--force', 'run studies that are refused all the same', false)
    .option('--peers <names>', `generators of others that $PYTHON may have (${PEER_METHODS.join(', ')}), separated by commas, or none (default: all)`, peerNames, PEER_METHODS)
    .option('--json', 'print JSON, one object a line', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const parsed = optionsIn<Parsed>(command, argv);
  if (parsed === null) return null;
  const { epsilon, dataDir, ...options } = parsed;
  return { ...options, epsilons: epsilon ?? BENCHMARK_EPSILONS, dataDir: dataDir ?? null };
}
