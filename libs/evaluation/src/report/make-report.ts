import type { Guarantee } from '@commonward/accounting';
import { sha256Hex } from '@commonward/envelope';
import { tableCsv, type DataDictionary, type RecordTable } from '@commonward/schema';
import { cellLabels } from '../cell-labels.js';
import { labelledRows } from '../features.js';
import { disclosureRisk } from '../disclosure/disclosure-risk.js';
import { combined, delongInterval } from '../metrics/auroc-interval.js';
import { fidelity } from '../metrics/fidelity.js';
import { rareGroups } from '../metrics/rare-groups.js';
import { seededRandom } from '../seeded-random.js';
import { predictionsOf, sixModels, type TestPredictions, type TrainedModel } from '../six-predictions.js';
import { concatenated, takeRows } from '../split/record-rows.js';
import { sampledPlaces, sampledRows } from '../split/sampled-rows.js';
import { meanScores } from '../utility.js';
import { verdictOn } from '../verdict/verdict.js';
import { ASSOCIATION_MEASURE, PUBLIC_BENCHMARK, type BenchmarkReport } from './benchmark-report.js';
import { scoredClassifier, type ScoredClassifier } from './classifier-scores.js';
import { columnDistances } from './column-distances.js';
import { hospitalScores } from './hospital-scores.js';
import { forWhom } from './for-whom.js';
import { evidenceOf } from './report-evidence.js';
import { tableProfile } from './table-profile.js';
import { targetCategories } from './target-categories.js';
import { MOST_COMPARED, tellingApart } from './telling-apart.js';

export interface ReportTask {
  readonly study: string;
  readonly planSha256: string;
  readonly generatorSha256: string;
  readonly dictionary: DataDictionary;
  /** Records of the generator. */
  readonly synthetic: RecordTable;
  /** The real records that each site held. */
  readonly hospitals: readonly RecordTable[];
  /** Real records that no site held: those of each site, in the same order, or all in one table. */
  readonly tests: readonly RecordTable[];
  /** What the study promises, which is put to the test. */
  readonly guarantee: Guarantee;
  /** Columns whose cells are looked at as groups of patients. */
  readonly subgroups: readonly string[];
  /** Of the classifiers' own draws, and of the records that are drawn where there are too many. */
  readonly seed: number;
}

/** Classifiers learn from so many records and are tested on so many, at most: some take all pairs. */
const MOST_LEARNT = 1500;
const MOST_TESTED = 1500;

/**
 * Scores synthetic records beside the real ones they stand for. Everything real in it is an exact function of the records,
 * which no debit paid for.
 *
 * Guarantee: the same task gives an equal report on the same engine; classifiers use `Math.exp`, in which engines may
 * differ in the last bit.
 * @throws RangeError if the dictionary does not say that the records are public, a subgroup is none of its columns, the target is not a categorical column with
 *   two categories, the seed is not a whole number, no record to train on has a known target, or the test records lack a class
 */
export function makeReport(task: ReportTask): BenchmarkReport {
  const { study, planSha256, generatorSha256, dictionary, synthetic, seed } = task;
  if (!dictionary.public) throw new RangeError(`the dictionary "${dictionary.name}" does not say that its records are public`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed is ${seed}; expected a whole number`);
  if (task.tests.length !== 1 && task.tests.length !== task.hospitals.length) {
    throw new RangeError(`there are ${task.tests.length} tables of held-out records; expected one, or one for each of the ${task.hospitals.length} hospitals`);
  }
  const [train, test] = [concatenated(task.hospitals), concatenated(task.tests)];
  const { learnt, ...trained } = classifierMembers(task, { train, test });
  const compared = { fidelity: fidelity({ synthetic, real: train, dictionary }), ...profiles({ synthetic, train, dictionary }) };
  const disclosure = disclosureRisk({ synthetic, train, test, dictionary, seed });
  return {
    format: 'commonward/report/3',
    basis: PUBLIC_BENCHMARK,
    verdict: verdictMember(verdictOn(evidenceOf({ ...learnt, ...compared, disclosure }))),
    study,
    planSha256,
    generatorSha256,
    dictionary: { name: dictionary.name, version: dictionary.version, target: dictionary.target },
    seed,
    rows: { synthetic: synthetic.rows, train: train.rows, test: test.rows },
    recordsSha256: { train: sha256Hex(tableCsv(train, dictionary)), test: sha256Hex(tableCsv(test, dictionary)) },
    classes: targetCategories(dictionary),
    ...learnt,
    ...compared,
    tellingApart: tellingApart({ synthetic, real: test, dictionary, seed }),
    rareGroups: rareGroups(compared.marginals),
    disclosure,
    ...forWhom(task, { train, test, ...trained }),
  };
}

const verdictMember = ({ kind, grounds }: ReturnType<typeof verdictOn>): BenchmarkReport['verdict'] => ({ kind, grounds: [...grounds] });

export interface RealRecords {
  readonly train: RecordTable;
  readonly test: RecordTable;
}

export interface Trained {
  /** The models of both sides. */
  readonly models: { readonly synthetic: readonly TrainedModel[]; readonly real: readonly TrainedModel[] };
  /** Places of the test records that they are asked about, and what they say of those whose target is known. */
  readonly asked: Int32Array;
  readonly predictions: { readonly synthetic: readonly TestPredictions[]; readonly real: readonly TestPredictions[] };
}

type LearntMembers = Pick<BenchmarkReport, 'samples' | 'classifiers' | 'mean' | 'auroc' | 'hospitals'>;

/** What classifiers learnt from synthetic records, from all real ones, and from those of single hospitals. */
function classifierMembers(task: ReportTask, real: RealRecords): Trained & { learnt: LearntMembers } {
  const { dictionary, seed } = task;
  const random = seededRandom(seed);
  const [synthetic, train] = [task.synthetic, real.train].map((table) => sampledRows(table, MOST_LEARNT, random));
  const asked = sampledPlaces(real.test.rows, MOST_TESTED, random);
  const test = takeRows(real.test, asked);
  const models = { synthetic: sixModels({ train: synthetic, dictionary, seed }), real: sixModels({ train, dictionary, seed }) };
  const rows = labelledRows(test, dictionary);
  const predictions = { synthetic: predictionsOf(models.synthetic, rows), real: predictionsOf(models.real, rows) };
  const [ours, theirs] = [predictions.synthetic, predictions.real].map((side) => side.map(scoredClassifier));
  const learnt = {
    samples: { synthetic: synthetic.rows, train: train.rows, test: test.rows, compared: Math.min(task.synthetic.rows, real.test.rows, MOST_COMPARED) },
    classifiers: ours.map(({ name, scores }, k) => ({ name, synthetic: scores, real: theirs[k].scores })),
    mean: { synthetic: meanScores(ours.map(({ scores }) => scores)), real: meanScores(theirs.map(({ scores }) => scores)) },
    auroc: { synthetic: meanAuroc([[1, ours]]), real: meanAuroc([[1, theirs]]), difference: meanAuroc([[1, ours], [-1, theirs]]) },
    hospitals: hospitalScores(task.hospitals, { test, dictionary, seed, most: MOST_LEARNT }),
  };
  return { learnt, models, asked, predictions };
}

/** The mean area of the classifiers of one side, or the weighted sum of sides; all were tested on the same rows. */
const meanAuroc = (sides: readonly (readonly [weight: number, classifiers: readonly ScoredClassifier[]])[]): ReturnType<typeof delongInterval> =>
  delongInterval(combined(sides.flatMap(([weight, classifiers]) => classifiers.map(({ placements }) => ({ weight: weight / classifiers.length, placements })))));

function profiles({ synthetic, train, dictionary }: { synthetic: RecordTable; train: RecordTable; dictionary: DataDictionary }): Pick<BenchmarkReport, 'marginals' | 'association'> {
  const [ours, theirs] = [synthetic, train].map((table) => tableProfile(table, dictionary));
  const columns = dictionary.columns.map(({ name }) => name);
  return {
    marginals: dictionary.columns.map((column, index) => {
      const cells = cellLabels(column).map((label, cell) => ({ label, synthetic: ours.marginals[index][cell], real: theirs.marginals[index][cell] }));
      return { column: column.name, cells, distances: columnDistances(cells, { synthetic, real: train, column: { index, type: column.type } }) };
    }),
    association: { measure: ASSOCIATION_MEASURE, columns, synthetic: ours.association, real: theirs.association },
  };
}
