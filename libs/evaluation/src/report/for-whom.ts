import { matchedPairs } from '../disclosure/matched-pairs.js';
import { pairDistances } from '../disclosure/pair-distances.js';
import { pairedAudit } from '../disclosure/paired-audit.js';
import { groupsOf } from '../equity/groups.js';
import { reportedGroups } from '../equity/group-numbers.js';
import { shareRight } from '../equity/group-scores.js';
import { labelledPlaces } from '../features.js';
import { importanceAgreement } from '../importance/importance-agreement.js';
import { seededRandom } from '../seeded-random.js';
import { takeRows } from '../split/record-rows.js';
import type { BenchmarkReport } from './benchmark-report.js';
import type { RealRecords, ReportTask, Trained } from './make-report.js';

/** Distances grow with the product of pairs and synthetic records. */
const MOST_PAIRS = 1000;

/** Whether the records promise to single patients, to groups and to those who ask what matters what they promise on average. */
export function forWhom(task: ReportTask, { train, test, models, asked, predictions }: RealRecords & Trained): Pick<BenchmarkReport, 'audit' | 'importance' | 'groups'> {
  const { synthetic, dictionary, guarantee, seed } = task;
  const random = seededRandom(seed);
  const pairs = pairDistances(matchedPairs({ ...task, most: MOST_PAIRS, random }), { synthetic, train, test, dictionary });
  const questioned = takeRows(test, asked);
  const { models: explained, ...agreement } = importanceAgreement({ ...models, test: questioned, dictionary, random });
  const groups = reportedGroups(groupsOf(task), {
    synthetic,
    train,
    test,
    pairs,
    right: { synthetic: shareRight(predictions.synthetic), real: shareRight(predictions.real) },
    asked: labelledPlaces(questioned, dictionary).map((place) => asked[place]),
  });
  return {
    audit: task.tests.length === task.hospitals.length ? pairedAudit(pairs, guarantee) : null,
    importance: { models: [...explained], ...agreement, columns: [...agreement.columns] },
    groups: groups.map(({ findings, ...group }) => ({ ...group, findings: [...findings] })),
  };
}
