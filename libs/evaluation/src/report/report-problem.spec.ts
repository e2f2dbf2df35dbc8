import { describe, expect, it } from '@jest/globals';
import { pairedAudit } from '../disclosure/paired-audit.js';
import { reportOfConfusion } from '../metrics/classification.js';
import { meanScores } from '../utility.js';
import { aDictionary, aReport, aTask } from './a-report.fixture.js';
import type { BenchmarkReport, ClassifierScores } from './benchmark-report.js';
import { reportProblem, type ReportedStudy } from './report-problem.js';

const report: BenchmarkReport = aReport();
const { study, planSha256, generatorSha256, dictionary, guarantee } = aTask();
const its: ReportedStudy = { study, planSha256, generatorSha256, dictionary, guarantee };
const other = 'c'.repeat(64);

/** The report with the first classifier's synthetic side changed. */
function withScores(change: (scores: ClassifierScores) => Partial<ClassifierScores>): BenchmarkReport {
  const [first, ...rest] = report.classifiers;
  return { ...report, classifiers: [{ ...first, synthetic: { ...first.synthetic, ...change(first.synthetic) } }, ...rest] };
}

const withDisclosure = (change: Partial<BenchmarkReport['disclosure']>): BenchmarkReport => ({ ...report, disclosure: { ...report.disclosure, ...change } });

const withAudit = (change: object): BenchmarkReport => ({ ...report, audit: report.audit === null ? null : { ...report.audit, ...change } });

const withGroup = (k: number, change: Partial<BenchmarkReport['groups'][number]>): BenchmarkReport => ({ ...report, groups: report.groups.map((group, at) => (at === k ? { ...group, ...change } : group)) });

/** The same with other counts, and with every number that follows from them. */
function withCounts(confusion: number[][]): BenchmarkReport {
  const { classes, ...averages } = reportOfConfusion(confusion);
  const changed = withScores(() => ({ ...averages, classes: [...classes], confusion }));
  return { ...changed, mean: { ...changed.mean, synthetic: meanScores(changed.classifiers.map(({ synthetic }) => synthetic)) } };
}

describe('reportProblem', () => {
  it('finds none in a report of the study as it was made', () => {
    expect(reportProblem(report, its)).toBeNull();
  });

  it('does not let a report in where the dictionary does not say that the records are public', () => {
    expect(reportProblem(report, { ...its, dictionary: { ...dictionary, public: false } })).toMatch(/^The dictionary t8 does not say that its records are public; /);
  });

  it.each([
    ['another study', { study: 'study-2' }],
    ['another plan', { planSha256: other }],
    ['the generator', { generatorSha256: other }],
    ['another data dictionary', { dictionary: { ...aDictionary(), version: '2' } }],
  ])('names what a report is not of: %s', (what, change) => {
    expect(reportProblem(report, { ...its, ...change })).toContain(`The report is of ${what}`);
  });

  it.each<readonly [keyof BenchmarkReport, BenchmarkReport]>([
    ['classes', { ...report, classes: [...report.classes].reverse() }],
    ['classifiers', { ...report, classifiers: report.classifiers.slice(1) }],
    ['classifiers', withScores(({ accuracy }) => ({ accuracy: Math.min(1, accuracy + 0.01) }))],
    ['classifiers', withScores(({ classes: [first, second] }) => ({ classes: [{ ...first, f1: first.f1 / 2 }, second] }))],
    ['classifiers', withScores(({ confusion }) => ({ confusion: confusion.map((row) => row.map(() => 0)) }))],
    ['classifiers', withScores(({ confusion }) => ({ confusion: [...confusion, [0, 0]] }))],
    ['classifiers', { ...report, rows: { ...report.rows, test: 3 } }],
    ['mean', withScores(() => ({ auroc: 1 }))],
    ['mean', { ...report, mean: { ...report.mean, synthetic: report.mean.real } }],
    ['marginals', { ...report, marginals: report.marginals.slice(1) }],
    ['marginals', { ...report, marginals: report.marginals.map((marginal) => ({ ...marginal, cells: marginal.cells.slice(1) })) }],
    ['marginals', { ...report, marginals: report.marginals.map((marginal) => ({ ...marginal, distances: { ...marginal.distances, jensenShannon: 0 } })) }],
    ['auroc', { ...report, auroc: { ...report.auroc, synthetic: report.auroc.real } }],
    ['hospitals', { ...report, hospitals: report.hospitals.slice(1) }],
    ['rareGroups', { ...report, rareGroups: { ...report.rareGroups, present: report.rareGroups.present + 1 } }],
    ['disclosure', withDisclosure({ linkability: { ...report.disclosure.linkability, risk: { value: 0, low: 0, high: 0 } } })],
    ['disclosure', withDisclosure({ attributeInference: { ...report.disclosure.attributeInference, members: { attempts: 1, successes: 2 } } })],
    ['disclosure', withDisclosure({ nearerToTraining: { ...report.disclosure.nearerToTraining, training: 1000 } })],
    ['disclosure', withDisclosure({ membership: { ...report.disclosure.membership, distance: { ...report.disclosure.membership.distance, truePositives: { found: 0, members: 60, rate: { value: 0, low: 0, high: 0 } } } } })],
    ['audit', withAudit({ shownEpsilon: 0.5 })],
    ['audit', withAudit({ guesses: 1000 })],
    ['audit', withAudit(pairedAudit(Array.from({ length: 51 }, () => ({ member: 0, heldOut: 1 })), guarantee))],
    ['audit', withAudit({ confidence: 0.5 })],
    ['importance', { ...report, importance: { ...report.importance, rankCorrelation: 0.25 } }],
    ['importance', { ...report, importance: { ...report.importance, columns: report.importance.columns.slice(1) } }],
    ['groups', { ...report, groups: report.groups.slice(1) }],
    ['groups', withGroup(1, { findings: ['exposed'] })],
    ['groups', withGroup(1, { records: { ...report.groups[1].records, train: 1 } })],
    ['groups', withGroup(3, { records: { ...report.groups[3].records, synthetic: 0 } })],
    ['groups', withGroup(3, { name: { kind: 'cell', column: 't11', label: 'nobody' } })],
    ['verdict', { ...report, verdict: { kind: report.verdict.kind === 'useful' ? 'weak' : 'useful', grounds: [] } }],
    ['association', { ...report, association: { ...report.association, columns: ['a', 'b', 'c'] } }],
    ['association', { ...report, association: { ...report.association, real: report.association.real.slice(1) } }],
  ])('says in which member a report disagrees with itself or with the dictionary: %s', (member, changed) => {
    expect(reportProblem(changed, its)).toBe(`The report does not agree with itself or with the data dictionary about its ${member}.`);
  });

  it('does not let in a report that tests another guarantee than the study gives', () => {
    expect(reportProblem(withAudit({ claim: { epsilon: 9, delta: 1e-5 } }), its)).toBe('The report puts another guarantee to the test than the study’s.');
  });

  it('takes other counts of the same test records for possible, and of other test records not', () => {
    const [{ synthetic }] = report.classifiers;
    const [healthy, ill] = synthetic.classes.map(({ support }) => support);
    expect(reportProblem(withCounts([[healthy, 0], [0, ill]]), its)).toBeNull();
    expect(reportProblem(withCounts([[healthy - 1, 0], [0, ill]]), its)).toBe('The report does not agree with itself or with the data dictionary about its rows.');
  });
});
