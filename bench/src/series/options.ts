import { Command, Option } from 'commander';
import { listOf, positive, wholeNumber } from '../numbers-in.js';
import { optionsIn } from '../options-in.js';
import type { TrustMode } from './acceptance.js';
import { SPLITS, type SplitKind } from './splits.js';

export interface Options {
  /** Null for simulated days. */
  readonly dataDir: string | null;
  readonly epsilon: readonly number[];
  readonly trust: TrustMode;
  readonly seeds: number;
  /** The first of them; the others follow. */
  readonly firstSeed: number;
  readonly splits: readonly SplitKind[];
  readonly json: boolean;
}

/** @returns null where help was asked for @throws UsageError in one sentence */
export function optionsOf(argv: readonly string[]): Options | null {
  const command = new Command('bench:series')
    .description("Scores federated synthetic days of activity, of persons that were learnt from and of others.")
    .option('--data-dir <folder>', "the folder that holds fitbit/, with the hourly files of Fitbit's export (without it: simulated days)")
    .option('--epsilon <list>', 'privacy budgets of every site for one day, with commas', listOf(positive), [1, 3, 10])
    .addOption(new Option('--trust <mode>', 'local: every site adds the full noise itself; shared: any three of four do together').choices(['local', 'shared']).makeOptionMandatory())
    .option('--seeds <count>', 'number of repetitions', wholeNumber(1), 3)
    .option('--first-seed <number>', 'the seed of the first repetition; the others follow', wholeNumber(0), 0)
    .addOption(new Option('--split <kind>', 'hold out days of persons that are learnt from, or all days of some persons (default: both)').choices(SPLITS))
    .option('--json', 'print one JSON object', false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  const parsed = optionsIn<Omit<Options, 'dataDir' | 'splits'> & { readonly dataDir?: string; readonly split?: SplitKind }>(command, argv);
  if (parsed === null) return null;
  const { split, dataDir, ...others } = parsed;
  return { ...others, dataDir: dataDir ?? null, splits: split === undefined ? SPLITS : [split] };
}
