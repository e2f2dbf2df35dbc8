import type { DataDictionary, RecordTable } from '@commonward/schema';
import { labelledRows } from '../features.js';
import { seededRandom } from '../seeded-random.js';
import { sampledRows } from '../split/sampled-rows.js';
import { trainSyntheticTestReal, type Scores } from '../utility.js';

/** What one hospital could have learnt from its own records: mean scores of the classifiers, null if none has a known target. */
export interface HospitalScores {
  readonly rows: number;
  readonly scores: Scores | null;
}

/** @param hospitals the real records of each; one alone has nothing to be compared with */
export function hospitalScores(hospitals: readonly RecordTable[], { test, dictionary, seed, most }: { test: RecordTable; dictionary: DataDictionary; seed: number; most: number }): HospitalScores[] {
  if (hospitals.length < 2) return [];
  return hospitals.map((table) => {
    const train = sampledRows(table, most, seededRandom(seed));
    if (labelledRows(train, dictionary).x.rows === 0) return { rows: table.rows, scores: null };
    const { accuracy, auroc } = trainSyntheticTestReal({ train, test, dictionary, seed });
    return { rows: table.rows, scores: { accuracy, auroc } };
  });
}
