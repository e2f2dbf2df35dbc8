import { fidelity, stratifiedSplit, targetProblem, trainSyntheticTestReal } from '@commonward/evaluation';
import type { SiteRecords } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { UsageError } from '../usage-error.js';
import type { Learnt, Study } from './measure.js';

export interface RecordStudies {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  /** @param rows number of synthetic records */
  readonly learn: (task: { readonly sites: readonly SiteRecords[]; readonly rows: number; readonly seed: number }) => Learnt<RecordTable>;
}

/** The classifiers' own draws are the same for every table they are trained on. */
const CLASSIFIER_SEED = 0;

/**
 * Means over six classifiers that are trained on synthetic (or real) records and tested on real ones; total variation of one-way and
 * of two-way tables.
 *
 * @throws UsageError if the target allows no scores
 */
export function recordStudies({ dictionary, sites, learn }: RecordStudies): (seed: number) => Study<RecordTable> {
  const problem = targetProblem(dictionary);
  if (problem !== null) throw new UsageError(`${problem}.`);
  return (seed) => {
    const { sites: training, train, test } = stratifiedSplit(sites, dictionary, seed);
    const scores = (table: RecordTable) => trainSyntheticTestReal({ train: table, test, dictionary, seed: CLASSIFIER_SEED });
    return {
      learn: () => learn({ sites: training, rows: train.rows, seed }),
      score: (synthetic) => {
        const [{ accuracy, auroc }, real] = [scores(synthetic), scores(train)];
        const { tv1, tv2 } = fidelity({ synthetic, real: train, dictionary });
        return { accuracy, accuracyLessReal: accuracy - real.accuracy, auroc, aurocLessReal: auroc - real.auroc, tv1, tv2 };
      },
    };
  };
}
