import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@commonward/envelope';
import { rareGroups, reportHtml } from '@commonward/evaluation';
import { parsePlan } from '@commonward/synthesis/plan';
import { aCohort, aLineage, coordinator, dictionary, trainedFiles } from '../a-lineage.fixture.js';
import { signFiles } from '../checksums.js';
import { composeFiles } from '../compose.js';
import { text, utf8, type Files } from '../files.js';
import { verifyExport } from '../verify.js';
import { generatorReport } from './generator-report.js';
import { recomputedReport } from './recomputed-report.js';
import { reportDefect } from './report-defect.js';

const lineage = aLineage();
const trained = trainedFiles(lineage);
const records = { train: [aCohort(25), aCohort(15)], test: [aCohort(30)] };
const report = generatorReport(trained, { ...records, subgroups: [dictionary.columns[1].name], seed: 0 });
const composed = composeFiles({ ...lineage, report });
const exported = signFiles(composed, coordinator);

const changed = (path: string, change: (text: string) => string): Files => new Map([...composed].map(([name, bytes]) => [name, name === path ? utf8(change(text(bytes))) : bytes]));
const failing = (files: Files): object[] =>
  verifyExport(files, coordinator.publicKey)
    .checks.filter(({ holds }) => !holds)
    .map(({ name, detail }) => ({ name, detail }));

describe('an export with a report', () => {
  it('holds the report as it was stated, to read and as a page, and a line about it in the data card', () => {
    expect(text(exported.get('lineage/report.json') ?? utf8(''))).toBe(canonicalJson(report));
    expect(JSON.parse(text(exported.get('report.json') ?? utf8('')))).toEqual(report);
    expect(text(exported.get('report.html') ?? utf8(''))).toBe(reportHtml(report));
    expect(text(exported.get('datacard.md') ?? utf8(''))).toContain('`report.html`');
  });

  it('has all other files as an export without one, but for the line in the data card', () => {
    const without = composeFiles(lineage);
    expect([...composed.keys()].filter((path) => !without.has(path)).sort()).toEqual(['lineage/report.json', 'report.html', 'report.json']);
    for (const [path, bytes] of without) if (path !== 'datacard.md') expect({ path, bytes: composed.get(path) }).toEqual({ path, bytes });
    expect(text(without.get('datacard.md') ?? utf8(''))).not.toContain('report');
  });

  it('verifies, and says whose statement the report is', () => {
    const { holds, checks } = verifyExport(exported, coordinator.publicKey);
    expect(holds).toBe(true);
    expect(checks.at(-1)).toEqual({
      name: 'report',
      holds: true,
      detail: "stated by the study's admin for this generator (public benchmark, not private); its scores and its real side are not derived from releases",
    });
  });

  it.each([
    ['report.html', 'report.html does not follow from lineage/report.json: the replay gives other bytes.'],
    ['report.json', 'report.json does not follow from lineage/report.json: the replay gives other bytes.'],
  ])('does not hold if the coordinator itself signs another %s', (path, detail) => {
    expect(failing(signFiles(changed(path, (content) => content.replace(/public benchmark/i, 'certified quality')), coordinator))).toEqual([
      { name: 'replay', detail },
      { name: 'report', detail: 'not run, because something above does not hold' },
    ]);
  });

  it('does not hold with the report of another generator: the check named report fails, and says so', () => {
    const other = { ...report, generatorSha256: 'd'.repeat(64) };
    expect(failing(signFiles(composeFiles({ ...lineage, report: other }), coordinator))).toEqual([{ name: 'report', detail: reportDefect(other, trained) }]);
  });

  it('does not hold with a report that is none', () => {
    expect(failing(signFiles(changed('lineage/report.json', () => '{}'), coordinator))).toMatchObject([{ name: 'lineage' }, { name: 'replay' }, { name: 'report' }]);
    expect(failing(signFiles(changed('lineage/report.json', (content) => `${content}\n`), coordinator))).toMatchObject([{ name: 'replay' }, { name: 'report' }]);
  });

  it('does not hold with pages of a report that it does not carry', () => {
    const pages = new Map([...composed].filter(([path]) => path !== 'lineage/report.json'));
    expect(failing(signFiles(pages, coordinator))).toMatchObject([{ name: 'replay' }]);
  });
});

describe('recomputedReport', () => {
  it('makes the same report again from the same records', () => {
    expect(recomputedReport(exported, records)).toEqual({ name: 'recomputed report', holds: true, detail: 'recomputed from the given records, identical' });
  });

  it('tells other records from the report’s', () => {
    const shorter = { train: [aCohort(25), aCohort(14)], test: records.test };
    expect(recomputedReport(exported, shorter)).toMatchObject({ holds: false, detail: 'The records given with --train are not those of the report, or stand in another order.' });
    expect(recomputedReport(exported, { ...records, test: [aCohort(29)] })).toMatchObject({ holds: false, detail: expect.stringContaining('--test') });
  });

  it('finds a score that nobody could check without the records', () => {
    const mean = { ...report.mean.synthetic, auroc: report.mean.synthetic.auroc / 2 };
    const classifiers = report.classifiers.map((one) => ({ ...one, synthetic: { ...one.synthetic, auroc: one.synthetic.auroc / 2 } }));
    const flattering = signFiles(composeFiles({ ...lineage, report: { ...report, classifiers, mean: { ...report.mean, synthetic: mean } } }), coordinator);
    expect(recomputedReport(flattering, records)).toMatchObject({ holds: false, detail: 'The given records make another report on this machine: it differs in classifiers.' });
  });
});

describe('reportDefect', () => {
  const [classifier, ...classifiers] = report.classifiers;
  const [marginal, ...marginals] = report.marginals;
  const other = 'd'.repeat(64);
  const asReal = [{ ...marginal, cells: marginal.cells.map((cell) => ({ ...cell, synthetic: cell.real })), distances: { ...marginal.distances, totalVariation: 0, jensenShannon: 0 } }, ...marginals];
  /** Too little changed for any rounded number, or the verdict, to differ. */
  const weaker = report.association.synthetic.map((row) => row.map((value) => value * (1 - 1e-9)));

  /** The groups if one synthetic record of the largest of them were not there. */
  const largest = Math.max(...report.groups.slice(1).map(({ records }) => Number(records.synthetic)));
  const oneFewer = report.groups.map((group, k) => (k === 0 || group.records.synthetic === largest ? { ...group, records: { ...group.records, synthetic: Number(group.records.synthetic) - 1 } } : group));

  it('finds none in a report as it was made', () => {
    expect(reportDefect(report, trained)).toBeNull();
  });

  it.each([
    ['another generator', { generatorSha256: other }, `The report is of the generator ${other}; the study’s is ${report.generatorSha256}.`],
    ['another plan', { planSha256: other }, 'The report is of another plan than the study’s.'],
    ['another study', { study: 'study-2' }, 'The report is of another study.'],
    [
      'a score that does not follow from its own counts',
      { classifiers: [{ ...classifier, synthetic: { ...classifier.synthetic, accuracy: 1 } }, ...classifiers] },
      'The report does not agree with itself or with the data dictionary about its classifiers.',
    ],
  ])('names %s', (_, change, defect) => {
    expect(reportDefect({ ...report, ...change }, trained)).toBe(defect);
  });

  it.each([
    ['shares', { marginals: asReal, rareGroups: rareGroups(asReal) }],
    ['associations', { association: { ...report.association, synthetic: weaker } }],
    ['broken rules', { fidelity: { ...report.fidelity, ruleViolations: 1 } }],
    ['cells outside the dictionary', { fidelity: { ...report.fidelity, outOfDictionaryCells: 1 } }],
    ['number of records', { rows: { ...report.rows, synthetic: report.rows.synthetic - 1 }, groups: oneFewer }],
  ])('finds synthetic %s that the generator does not give', (_, change) => {
    expect(reportDefect({ ...report, ...change }, trained)).toBe('The report’s synthetic side does not follow from the generator.');
  });

  it('does not judge what only someone with the real records can: the real side', () => {
    expect(reportDefect({ ...report, fidelity: { ...report.fidelity, tv1: 0, copies: 0 } }, trained)).toBeNull();
  });
});

describe('generatorReport', () => {
  it('names the plan and the generator, and draws as many synthetic records as there are to train on', () => {
    expect(report).toMatchObject({ study: 'study-1', rows: { synthetic: 40, train: 40, test: 30 } });
  });

  it('scores nothing where the plan does not say that the records are public', () => {
    const plan = parsePlan(trained.plan);
    const closed = { ...trained, plan: canonicalJson({ ...plan, dictionary: { ...plan.dictionary, public: false } }) };
    expect(() => generatorReport(closed, { ...records, subgroups: [], seed: 0 })).toThrow('the dictionary "clinic" does not say that its records are public');
    expect(reportDefect(report, closed)).toMatch(/^The dictionary clinic does not say that its records are public/);
  });

  it('does not take a generator of another plan', () => {
    expect(() => generatorReport({ ...trained, generator: trained.generator.slice(4) }, { ...records, subgroups: [], seed: 0 })).toThrow(RangeError);
  });
});
