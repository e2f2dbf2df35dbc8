import { fidelity, trainSyntheticTestReal } from '@commonward/evaluation';
import type { Fidelity, Scores, Split, Utility } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { rehearseTables } from '@commonward/synthesis/coordinator';
import type { TablePlan } from '@commonward/synthesis/plan';
import { independentColumns, shuffledTarget } from './baselines.js';
import { federatedRecords } from './federation.js';
import type { FederationTask } from './federation.js';

/** Scores of training on real records, and of tables that hold nothing to learn. */
export interface RealScores {
  readonly trtr: Scores;
  readonly sites: readonly (Scores & { readonly site: string })[];
  readonly independentColumns: Scores;
  readonly shuffledTarget: Scores;
}

/** How much can be learnt from a table, and how near it is to the real training records. */
export interface TableScores {
  readonly utility: Utility;
  readonly fidelity: Fidelity;
}

export interface SyntheticScores extends TableScores {
  readonly workload: string;
  /** What was to be expected of a study with so many patients, from public numbers alone. */
  readonly forecast: Pick<Fidelity, 'tv1' | 'tv2'>;
}

/** The classifiers' own draws are the same for every table they are trained on. */
const CLASSIFIER_SEED = 0;

/** What the real training rows are worth, pooled and site by site, and two sanity checks. */
export function realScores(split: Split, dictionary: DataDictionary, seed: number): RealScores {
  const scores = (train: RecordTable): Scores => {
    const { accuracy, auroc } = trainSyntheticTestReal({ train, test: split.test, dictionary, seed: CLASSIFIER_SEED });
    return { accuracy, auroc };
  };
  return {
    trtr: scores(split.train),
    sites: split.sites.filter(({ table }) => table.rows > 0).map(({ name, table }) => ({ site: name, ...scores(table) })),
    independentColumns: scores(independentColumns(split.train, seed)),
    shuffledTarget: scores(shuffledTarget(split.train, dictionary, seed)),
  };
}

/** Trains the federation once and scores a synthetic table of each generator, as large as the training set. */
export function syntheticScores(split: Split, task: Omit<FederationTask, 'sites' | 'rows'>): SyntheticScores[] {
  const { plan, synthetic } = federatedRecords({ ...task, sites: split.sites, rows: split.train.rows });
  const { dictionary } = task;
  const forecast = forecastOf(plan, split.train.rows);
  return synthetic.map((table) => ({ ...tableScores(table, split, dictionary), workload: plan.workload, forecast }));
}

/** The same scores for every table, whoever made it. */
export function tableScores(table: RecordTable, { train, test }: Split, dictionary: DataDictionary): TableScores {
  return { utility: trainSyntheticTestReal({ train: table, test, dictionary, seed: CLASSIFIER_SEED }), fidelity: fidelity({ synthetic: table, real: train, dictionary }) };
}

/** The forecast in the words of what is measured. */
export function forecastOf(plan: TablePlan, patients: number): SyntheticScores['forecast'] {
  const { oneWay, twoWay } = rehearseTables(plan, patients);
  return { tv1: oneWay, tv2: twoWay };
}
