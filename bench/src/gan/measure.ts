import type { Guarantee } from '@commonward/accounting';
import { fidelity, seededRandom, stratifiedSplit, targetProblem, trainSyntheticTestReal } from '@commonward/evaluation';
import type { SiteRecords } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { UsageError } from '../usage-error.js';
import { learnRecords } from './learn-records.js';

export interface GanTask {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  readonly guarantee: Guarantee | null;
  readonly seeds: number;
  /** Seconds of processor time that this process has used. */
  readonly cpuSeconds: () => number;
  readonly progress: (sentence: string) => void;
}

/** Means over six classifiers, trained on synthetic (or real) records and tested on real ones. */
export interface GanScores {
  readonly seed: number;
  readonly accuracy: number;
  readonly auroc: number;
  readonly real: { readonly accuracy: number; readonly auroc: number };
  /** Total variation of one-way and of two-way tables. */
  readonly tv1: number;
  readonly tv2: number;
  readonly forecast: number | null;
  readonly cpuSeconds: number;
}

/** The classifiers' own draws are the same for every table they are trained on. */
const CLASSIFIER_SEED = 0;

/** Each seed has a split, first weights and draws of its own. @throws UsageError if the target allows no scores */
export function measure({ dictionary, sites, guarantee, seeds, cpuSeconds, progress }: GanTask): GanScores[] {
  const problem = targetProblem(dictionary);
  if (problem !== null) throw new UsageError(`${problem}.`);
  return Array.from({ length: seeds }, (_, seed) => {
    progress(`seed ${seed + 1} of ${seeds}`);
    const split = stratifiedSplit(sites, dictionary, seed);
    const random = seededRandom(seed);
    const before = cpuSeconds();
    const { synthetic, forecast } = learnRecords({ dictionary, sites: split.sites, rows: split.train.rows, guarantee, uniform: () => random.uniform() });
    const seconds = cpuSeconds() - before;
    const scores = (train: RecordTable) => {
      const { accuracy, auroc } = trainSyntheticTestReal({ train, test: split.test, dictionary, seed: CLASSIFIER_SEED });
      return { accuracy, auroc };
    };
    const { tv1, tv2 } = fidelity({ synthetic, real: split.train, dictionary });
    return { seed, ...scores(synthetic), real: scores(split.train), tv1, tv2, forecast, cpuSeconds: seconds };
  });
}
