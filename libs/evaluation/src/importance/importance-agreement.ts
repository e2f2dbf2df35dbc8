import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { ClassifierName } from '../classifiers/six.js';
import { featuresOf, labelledRows } from '../features.js';
import { spearman } from '../metrics/spearman.js';
import { permutation, type SeededRandom } from '../seeded-random.js';
import type { TrainedModel } from '../six-predictions.js';
import { sampledRows } from '../split/sampled-rows.js';
import { permutationImportance, type ColumnImportance } from './permutation-importance.js';

/** Two that people use to say what matters; the others would take all pairs of rows once more for every column. */
export const EXPLAINED_MODELS = ['logisticRegression', 'randomForest'] as const satisfies readonly ClassifierName[];

const PERMUTATIONS = 3;
/** A forest looks at every row again for each column and permutation. */
const MOST_TESTED = 500;

/** Which columns matter to models that learnt from synthetic records, and to the same models that learnt from real ones. */
export interface ImportanceAgreement {
  readonly models: readonly ClassifierName[];
  /** Means over the models, of every column but the target. */
  readonly columns: readonly { readonly column: string; readonly synthetic: number; readonly real: number }[];
  /** Spearman's, between the two: 1 is the same order. */
  readonly rankCorrelation: number;
}

export interface AgreementTask {
  readonly synthetic: readonly TrainedModel[];
  readonly real: readonly TrainedModel[];
  readonly test: RecordTable;
  readonly dictionary: DataDictionary;
  readonly random: SeededRandom;
}

/** Both sides' columns are exchanged in the same ways, on the same test rows. */
export function importanceAgreement({ synthetic, real, test, dictionary, random }: AgreementTask): ImportanceAgreement {
  const rows = labelledRows(sampledRows(test, MOST_TESTED, random), dictionary);
  const permutations = Array.from({ length: PERMUTATIONS }, () => permutation(rows.x.rows, random));
  const features = featuresOf(dictionary);
  const [ours, theirs] = [synthetic, real].map((models) => explained(models).map(({ classifier }) => permutationImportance({ classifier, test: rows, permutations })));
  const columns = dictionary.columns.flatMap(({ name }, index) => {
    const own = features.flatMap(({ column }, k) => (column === index ? [k] : []));
    return own.length === 0 ? [] : [{ column: name, synthetic: meanOf(ours, own), real: meanOf(theirs, own) }];
  });
  return { models: EXPLAINED_MODELS, columns, rankCorrelation: rankCorrelation(columns) };
}

const explained = (models: readonly TrainedModel[]): TrainedModel[] => models.filter(({ name }) => EXPLAINED_MODELS.some((known) => known === name));

const meanOf = (importances: readonly ColumnImportance[], features: readonly number[]): number => importances.reduce((sum, of) => sum + of(features), 0) / importances.length;

export const rankCorrelation = (columns: ImportanceAgreement['columns']): number =>
  spearman(Float64Array.from(columns, ({ synthetic }) => synthetic), Float64Array.from(columns, ({ real }) => real));
