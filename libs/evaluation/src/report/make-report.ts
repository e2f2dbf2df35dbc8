import { sha256Hex } from '@commonward/envelope';
import { tableCsv, type DataDictionary, type RecordTable } from '@commonward/schema';
import { cellLabels } from '../cell-labels.js';
import { disclosureRisk } from '../disclosure/disclosure-risk.js';
import { combined, delongInterval } from '../metrics/auroc-interval.js';
import { fidelity } from '../metrics/fidelity.js';
import { rareGroups } from '../metrics/rare-groups.js';
import { seededRandom } from '../seeded-random.js';
import { sixPredictions } from '../six-predictions.js';
import { concatenated } from '../split/record-rows.js';
import { sampledRows } from '../split/sampled-rows.js';
import { meanScores } from '../utility.js';
import { verdictOn } from '../verdict/verdict.js';
import { ASSOCIATION_MEASURE, PUBLIC_BENCHMARK, type BenchmarkReport } from './benchmark-report.js';
import { scoredClassifier, type ScoredClassifier } from './classifier-scores.js';
import { columnDistances } from './column-distances.js';
import { hospitalScores } from './hospital-scores.js';
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
  /** Real records that no site held. */
  readonly test: RecordTable;
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
 * @throws RangeError if the dictionary does not say that the records are public, the target is not a categorical column with
 *   two categories, the seed is not a whole number, no record to train on has a known target, or the test records lack a class
 */
export function makeReport(task: ReportTask): BenchmarkReport {
  const { study, planSha256, generatorSha256, dictionary, synthetic, test, seed } = task;
  if (!dictionary.public) throw new RangeError(`the dictionary "${dictionary.name}" does not say that its records are public`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed is ${seed}; expected a whole number`);
  const train = concatenated(task.hospitals);
  const learnt = classifierMembers(task, train);
  const compared = { fidelity: fidelity({ synthetic, real: train, dictionary }), ...profiles({ synthetic, train, dictionary }) };
  const disclosure = disclosureRisk({ synthetic, train, test, dictionary, seed });
  return {
    format: 'commonward/report/2',
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
  };
}

const verdictMember = ({ kind, grounds }: ReturnType<typeof verdictOn>): BenchmarkReport['verdict'] => ({ kind, grounds: [...grounds] });

/** What classifiers learnt from synthetic records, from all real ones, and from those of single hospitals. */
function classifierMembers(task: ReportTask, train: RecordTable): Pick<BenchmarkReport, 'samples' | 'classifiers' | 'mean' | 'auroc' | 'hospitals'> {
  const { dictionary, seed } = task;
  const random = seededRandom(seed);
  const [synthetic, real] = [task.synthetic, train].map((table) => sampledRows(table, MOST_LEARNT, random));
  const test = sampledRows(task.test, MOST_TESTED, random);
  const [ours, theirs] = [synthetic, real].map((table) => sixPredictions({ train: table, test, dictionary, seed }).map(scoredClassifier));
  return {
    samples: { synthetic: synthetic.rows, train: real.rows, test: test.rows, compared: Math.min(task.synthetic.rows, task.test.rows, MOST_COMPARED) },
    classifiers: ours.map(({ name, scores }, k) => ({ name, synthetic: scores, real: theirs[k].scores })),
    mean: { synthetic: meanScores(ours.map(({ scores }) => scores)), real: meanScores(theirs.map(({ scores }) => scores)) },
    auroc: { synthetic: meanAuroc([[1, ours]]), real: meanAuroc([[1, theirs]]), difference: meanAuroc([[1, ours], [-1, theirs]]) },
    hospitals: hospitalScores(task.hospitals, { test, dictionary, seed, most: MOST_LEARNT }),
  };
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
