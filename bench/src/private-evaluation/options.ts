import { Command, Option } from 'commander';
import { TRUSTS, type Trust } from '@commonward/synthesis/plan';
import { listOf, positive, probability, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';

export interface EvaluationOptions {
  readonly data: string;
  readonly dataDir: string | null;
  readonly epsilon: readonly number[];
  readonly share: number;
  readonly trust: Trust;
  readonly runs: number;
  readonly json: boolean;
}

/** @returns null if it only asked for help @throws UsageError with one sentence */
export function evaluationOptions(argv: readonly string[]): EvaluationOptions | null {
  const command = new Command('bench:private-evaluation')
    .description('How often the interval of a paid evaluation holds the accuracy that models trained on synthetic records really have on the records of the sites.')
    .requiredOption('--data <name|folder>', 'heart-disease, or a folder with dictionary.json and site-<name>.csv')
    .option('--data-dir <folder>', 'where the known data sets lie')
    .option('--epsilon <numbers>', 'of training and evaluation together at every site, with commas between', listOf(positive), [1, 3])
    .option('--share <number>', 'of rho, for the evaluation', probability, 0.5)
    .addOption(new Option('--trust <mode>', 'local: every site adds the full noise itself; shared: its share for all but one of the sites').choices(TRUSTS).default('local'))
    .option('--runs <count>', 'studies, each with its own split and noise', wholeNumber(1), 100)
    .option('--json', 'print one JSON object', false)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const options = optionsIn<Omit<EvaluationOptions, 'dataDir'> & { readonly dataDir?: string }>(command, argv);
  return options === null ? null : { ...options, dataDir: options.dataDir ?? null };
}
