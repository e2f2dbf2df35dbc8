import type { Guarantee } from '@commonward/accounting';
import { canonicalJson } from '@commonward/envelope';
import type { DataDictionary } from '@commonward/schema';
import { cellLabels } from '../cell-labels.js';
import { CLASSIFIER_NAMES } from '../classifiers/six.js';
import { reportOfConfusion } from '../metrics/classification.js';
import { rareGroups } from '../metrics/rare-groups.js';
import { meanScores } from '../utility.js';
import { verdictOn } from '../verdict/verdict.js';
import type { BenchmarkReport, ClassifierScores } from './benchmark-report.js';
import { cellDistances } from './column-distances.js';
import { auditFollows, disclosureFollows } from './disclosure-follows.js';
import { groupsFollow, importanceFollows } from './groups-follow.js';
import { evidenceOf } from './report-evidence.js';
import { targetCategories } from './target-categories.js';

/** The trained study that a report claims to be about. */
export interface ReportedStudy {
  readonly study: string;
  readonly planSha256: string;
  readonly generatorSha256: string;
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
}

/**
 * Why a report cannot be one of this study, as a sentence; null if it can. Scores are computed again from the counts that
 * the report itself holds; whether the counts are those of the real records, only someone who holds them can say.
 */
export function reportProblem(report: BenchmarkReport, of: ReportedStudy): string | null {
  const { name, version, target } = of.dictionary;
  if (!of.dictionary.public) {
    return `The dictionary ${name} does not say that its records are public; an exact score of other records would be a release that no debit paid for.`;
  }
  if (report.study !== of.study) return 'The report is of another study.';
  if (report.planSha256 !== of.planSha256) return 'The report is of another plan than the study’s.';
  if (report.generatorSha256 !== of.generatorSha256) return `The report is of the generator ${report.generatorSha256}; the study’s is ${of.generatorSha256}.`;
  if (!same(report.dictionary, { name, version, target })) return 'The report is of another data dictionary than the study’s.';
  const { epsilon, delta } = of.guarantee;
  if (report.audit !== null && !same(report.audit.claim, { epsilon, delta })) return 'The report puts another guarantee to the test than the study’s.';
  const broken = AGREEMENTS.find(({ holds }) => !holds(report, of.dictionary));
  return broken === undefined ? null : `The report does not agree with itself or with the data dictionary about its ${broken.member}.`;
}

type Agreement = (report: BenchmarkReport, dictionary: DataDictionary) => boolean;

/** What follows from the dictionary and from the report's own counts; each may rely on those above it. */
const AGREEMENTS: readonly { readonly member: keyof BenchmarkReport; readonly holds: Agreement }[] = [
  { member: 'classes', holds: ({ classes }, dictionary) => same(classes, targetCategories(dictionary)) },
  {
    member: 'classifiers',
    holds: ({ classifiers, classes, rows }) =>
      same(classifiers.map(({ name }) => name), CLASSIFIER_NAMES) && sidesOf(classifiers).every((scores) => followsFromCounts(scores, { classes: classes.length, rows: rows.test })),
  },
  { member: 'mean', holds: ({ mean, classifiers }) => same(mean, { synthetic: meanScores(classifiers.map(({ synthetic }) => synthetic)), real: meanScores(classifiers.map(({ real }) => real)) }) },
  { member: 'rows', holds: ({ classifiers }) => new Set(sidesOf(classifiers).map(({ classes }) => canonicalJson(classes.map(({ support }) => support)))).size === 1 },
  {
    member: 'marginals',
    holds: ({ marginals }, { columns }) =>
      same(marginals.map(({ column, cells }) => ({ column, labels: cells.map(({ label }) => label) })), columns.map((column) => ({ column: column.name, labels: cellLabels(column) }))),
  },
  { member: 'auroc', holds: ({ auroc, mean }) => near(auroc.synthetic.value, mean.synthetic.auroc) && near(auroc.real.value, mean.real.auroc) && near(auroc.difference.value, auroc.synthetic.value - auroc.real.value) },
  { member: 'hospitals', holds: ({ hospitals, rows }) => hospitals.length === 0 || hospitals.reduce((sum, one) => sum + one.rows, 0) === rows.train },
  { member: 'marginals', holds: ({ marginals }) => marginals.every(({ cells, distances }) => followFromCells(distances, cells)) },
  { member: 'rareGroups', holds: ({ rareGroups: stated, marginals }) => same(stated, rareGroups(marginals)) },
  { member: 'disclosure', holds: ({ disclosure }) => disclosureFollows(disclosure) },
  { member: 'audit', holds: ({ audit, rows }) => audit === null || (auditFollows(audit) && audit.pairs <= Math.min(rows.train, rows.test)) },
  { member: 'importance', holds: ({ importance }, dictionary) => importanceFollows(importance, dictionary) },
  { member: 'groups', holds: groupsFollow },
  {
    member: 'association',
    holds: ({ association: { columns, synthetic, real } }, dictionary) =>
      same(columns, dictionary.columns.map(({ name }) => name)) && isSquare(synthetic, columns.length) && isSquare(real, columns.length),
  },
  { member: 'verdict', holds: (report) => same(report.verdict, verdictOn(evidenceOf(report))) },
];

/** What is computed again may differ in the last digits: engines round powers and logarithms differently. */
const TOLERANCE = 1e-9;

const near = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE;

const same = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

function followFromCells({ totalVariation, jensenShannon }: BenchmarkReport['marginals'][number]['distances'], cells: BenchmarkReport['marginals'][number]['cells']): boolean {
  const again = cellDistances(cells);
  return near(totalVariation, again.totalVariation) && near(jensenShannon, again.jensenShannon);
}

const isSquare = (matrix: readonly (readonly number[])[], size: number): boolean => matrix.length === size && matrix.every((row) => row.length === size);

const sidesOf = (classifiers: BenchmarkReport['classifiers']): ClassifierScores[] => classifiers.flatMap(({ synthetic, real }) => [synthetic, real]);

/** Every score but the area, the curve and the calibration is a function of the confusion matrix. */
function followsFromCounts({ confusion, auroc: _area, roc: _curve, calibration: _chances, ...scores }: ClassifierScores, { classes, rows }: { classes: number; rows: number }): boolean {
  if (!isSquare(confusion, classes)) return false;
  const counted = confusion.flat().reduce((sum, count) => sum + count, 0);
  return counted >= 1 && counted <= rows && same(scores, reportOfConfusion(confusion));
}
