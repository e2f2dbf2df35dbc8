import { sha256Hex } from '@commonward/envelope';
import { tableCsv, type DataDictionary, type RecordTable } from '@commonward/schema';
import { cellLabels } from '../cell-labels.js';
import { auroc, confusionMatrix, reportOfConfusion } from '../metrics/classification.js';
import { fidelity } from '../metrics/fidelity.js';
import { sixPredictions, type TestPredictions } from '../six-predictions.js';
import { meanScores } from '../utility.js';
import { ASSOCIATION_MEASURE, PUBLIC_BENCHMARK, type BenchmarkReport, type ClassifierScores } from './benchmark-report.js';
import { tableProfile } from './table-profile.js';
import { targetCategories } from './target-categories.js';

export interface ReportTask {
  readonly study: string;
  readonly planSha256: string;
  readonly generatorSha256: string;
  readonly dictionary: DataDictionary;
  /** Records of the generator. */
  readonly synthetic: RecordTable;
  /** The real records that the sites held. */
  readonly train: RecordTable;
  /** Real records that no site held. */
  readonly test: RecordTable;
  /** Of the classifiers' own draws. */
  readonly seed: number;
}

/**
 * Scores synthetic records beside the real ones they stand for. Everything real in it is an exact function of the records,
 * which no debit paid for.
 *
 * Guarantee: the same task gives an equal report on the same engine; classifiers use `Math.exp`, in which engines may
 * differ in the last bit.
 * @throws RangeError if the dictionary does not say that the records are public, the target is not a categorical column with
 *   two categories, the seed is not a whole number, no record to train on has a known target, or the test records lack a class
 */
export function makeReport(task: ReportTask): BenchmarkReport {
  const { study, planSha256, generatorSha256, dictionary, synthetic, train, test, seed } = task;
  if (!dictionary.public) throw new RangeError(`the dictionary "${dictionary.name}" does not say that its records are public`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed is ${seed}; expected a whole number`);
  const [ours, theirs] = [synthetic, train].map((table) => sixPredictions({ train: table, test, dictionary, seed }).map(scored));
  return {
    format: 'commonward/report/1',
    basis: PUBLIC_BENCHMARK,
    study,
    planSha256,
    generatorSha256,
    dictionary: { name: dictionary.name, version: dictionary.version, target: dictionary.target },
    seed,
    rows: { synthetic: synthetic.rows, train: train.rows, test: test.rows },
    recordsSha256: { train: sha256Hex(tableCsv(train, dictionary)), test: sha256Hex(tableCsv(test, dictionary)) },
    classes: targetCategories(dictionary),
    classifiers: ours.map(({ name, scores }, k) => ({ name, synthetic: scores, real: theirs[k].scores })),
    mean: { synthetic: meanScores(ours.map(({ scores }) => scores)), real: meanScores(theirs.map(({ scores }) => scores)) },
    fidelity: fidelity({ synthetic, real: train, dictionary }),
    ...profiles({ synthetic, train, dictionary }),
  };
}

function scored({ name, truth, predicted, scores }: TestPredictions): { name: TestPredictions['name']; scores: ClassifierScores } {
  const confusion = confusionMatrix({ truth, predicted }, 2);
  const { classes, ...averages } = reportOfConfusion(confusion);
  return { name, scores: { ...averages, auroc: auroc(truth, scores), confusion, classes: [...classes] } };
}

function profiles({ synthetic, train, dictionary }: Pick<ReportTask, 'synthetic' | 'train' | 'dictionary'>): Pick<BenchmarkReport, 'marginals' | 'association'> {
  const [ours, theirs] = [synthetic, train].map((table) => tableProfile(table, dictionary));
  const columns = dictionary.columns.map(({ name }) => name);
  return {
    marginals: dictionary.columns.map((column, j) => ({
      column: column.name,
      cells: cellLabels(column).map((label, cell) => ({ label, synthetic: ours.marginals[j][cell], real: theirs.marginals[j][cell] })),
    })),
    association: { measure: ASSOCIATION_MEASURE, columns, synthetic: ours.association, real: theirs.association },
  };
}
