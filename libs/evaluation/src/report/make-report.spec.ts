import { describe, expect, it } from '@jest/globals';
import { canonicalJson, sha256Hex } from '@commonward/envelope';
import { columnCells, tableCsv } from '@commonward/schema';
import { fidelity } from '../metrics/fidelity.js';
import { concatenated } from '../split/record-rows.js';
import { trainSyntheticTestReal } from '../utility.js';
import { aCohort, aDictionary, aReport, aTask } from './a-report.fixture.js';
import { benchmarkReportShape, parseReport } from './benchmark-report.js';

const task = aTask();
const report = aReport();
const { dictionary, synthetic, hospitals, tests, seed } = task;
const [train, test] = [concatenated(hospitals), concatenated(tests)];

describe('a report', () => {
  it('says that its records are public, whose it is, and from which records it was made', () => {
    expect(report).toMatchObject({
      basis: 'public benchmark, not private',
      study: task.study,
      planSha256: task.planSha256,
      generatorSha256: task.generatorSha256,
      dictionary: { name: 't8', version: 't9', target: 't52' },
      rows: { synthetic: 60, train: 60, test: 50 },
      recordsSha256: { train: sha256Hex(tableCsv(train, dictionary)), test: sha256Hex(tableCsv(test, dictionary)) },
      classes: [{ code: 'no', label: 't6' }, { code: 'yes', label: 't7' }],
    });
  });

  it.each([
    ['synthetic', synthetic],
    ['real', train],
  ] as const)('scores the six classifiers as trained on the %s records and tested on records that neither holds', (side, table) => {
    const { classifiers, accuracy, auroc } = trainSyntheticTestReal({ train: table, test, dictionary, seed });
    expect(report.classifiers.map((one) => [one.name, { accuracy: one[side].accuracy, auroc: one[side].auroc }])).toEqual(Object.entries(classifiers));
    expect(report.mean[side]).toEqual({ accuracy, auroc });
  });

  it('counts every test record whose target is known once, in the row of its true class', () => {
    const known = [0, 1].map((label) => test.columns[2].filter((value) => value === label).length);
    for (const { synthetic: ours, real } of report.classifiers) {
      for (const { confusion, classes } of [ours, real]) {
        expect(confusion.map((row) => row[0] + row[1])).toEqual(known);
        expect(classes.map(({ support }) => support)).toEqual(known);
      }
    }
  });

  it('scores what each hospital learns from its own records, and nothing of the kind where there is one', () => {
    const alone = hospitals.map((table) => trainSyntheticTestReal({ train: table, test, dictionary, seed }));
    expect(report.hospitals).toEqual(alone.map(({ accuracy, auroc }, k) => ({ rows: hospitals[k].rows, scores: { accuracy, auroc } })));
    expect(aReport({ hospitals: [train], tests: [test] }).hospitals).toEqual([]);
    const unknown = { rows: 1, columns: [Float64Array.of(NaN), Float64Array.of(0), Float64Array.of(NaN)] };
    expect(aReport({ hospitals: [train, unknown] }).hospitals[1]).toEqual({ rows: 1, scores: null });
  });

  it('has intervals around the mean areas, and the difference of the two in its own', () => {
    const { synthetic: ours, real, difference } = report.auroc;
    expect([ours.value, real.value]).toEqual([report.mean.synthetic.auroc, report.mean.real.auroc].map((mean) => expect.closeTo(mean, 12)));
    expect(difference.value).toBeCloseTo(ours.value - real.value, 12);
    for (const { value, low, high } of [ours, real, difference]) expect(low < value && value < high).toBe(true);
  });

  it('draws the curve of each classifier, and its calibration where its scores are chances', () => {
    for (const { name, synthetic: ours } of report.classifiers) {
      expect([ours.roc.length, ours.roc.at(-1)]).toEqual([51, 1]);
      expect(ours.roc.every((rate, k) => k === 0 || rate >= ours.roc[k - 1])).toBe(true);
      expect(ours.calibration === null).toBe(name === 'supportVectorMachine');
    }
  });

  it('compares the synthetic records with the real training records', () => {
    expect(report.fidelity).toEqual(fidelity({ synthetic, real: train, dictionary }));
  });

  it('gives every cell of every column its share of the records, missing and other included', () => {
    const cells = dictionary.columns.map((column) => columnCells(column).size);
    expect(report.marginals.map((marginal) => marginal.cells.length)).toEqual(cells);
    expect(report.marginals[0].cells.map(({ label }) => label)).toEqual(['0 to 40', '40 to 70', '70 to 100', 'missing']);
    expect(report.marginals[1].cells.map(({ label }) => label)).toEqual(['t2', 't3', 't4', 'other', 'missing'].slice(0, cells[1]));
    const missing = train.columns[0].filter((value) => Number.isNaN(value)).length;
    expect(report.marginals[0].cells[3].real).toBe(missing / 60);
    for (const side of ['synthetic', 'real'] as const) {
      for (const marginal of report.marginals) expect(marginal.cells.reduce((sum, cell) => sum + cell[side], 0)).toBeCloseTo(1, 12);
    }
  });

  it('looks at everyone, at each hospital and at every cell of the columns that are asked for, and puts the guarantee to the test', () => {
    const cell = (label: string) => ({ kind: 'cell', column: 't11', label });
    expect(report.groups.map(({ name }) => name)).toEqual([{ kind: 'everyone' }, { kind: 'hospital', hospital: 1 }, { kind: 'hospital', hospital: 2 }, ...['t2', 't3', 't4', 'other'].map(cell)]);
    expect(report.groups.map(({ records }) => records.test)).toEqual([50, 30, 20, ...[0, 1, 2, 3].map((code) => test.columns[1].filter((value) => value === code).length)]);
    expect(report.groups[0].accuracy?.synthetic.value).toBeCloseTo(report.mean.synthetic.accuracy, 12);
    expect(report.audit).toMatchObject({ claim: { epsilon: 1, delta: 1e-5 }, confidence: 0.95 });
    expect(report.audit?.pairs).toBeGreaterThan(40);
  });

  it('says nothing of hospitals, and does not put the guarantee to the test, where nobody knows whose the held-out records are', () => {
    const { audit, groups } = aReport({ tests: [test], subgroups: [] });
    expect({ audit, groups: groups.map(({ name }) => name) }).toEqual({ audit: null, groups: [{ kind: 'everyone' }] });
  });

  it('is the same bytes for the same task, and other bytes for another seed', () => {
    expect(canonicalJson(aReport())).toBe(canonicalJson(report));
    expect(canonicalJson({ ...aReport({ seed: 1 }), seed: 0 })).not.toBe(canonicalJson(report));
  });

  it('has the shape that is read back, and no member that is not finite', () => {
    expect(benchmarkReportShape.parse(report)).toEqual(report);
    expect(parseReport(canonicalJson(report))).toEqual(report);
  });

  it('is not made of records that the dictionary does not call public', () => {
    expect(() => aReport({ dictionary: { ...aDictionary(), public: false } })).toThrow('the dictionary "t8" does not say that its records are public');
  });

  it('is not made where a score would not be defined', () => {
    const healthy = aCohort(50, 3).columns.map((values, j) => (j === 2 ? values.fill(0) : values));
    expect(() => aReport({ tests: [{ rows: 50, columns: healthy }] })).toThrow('the test rows hold only one class of the target');
    expect(() => aReport({ tests: [test, test, test] })).toThrow('there are 3 tables of held-out records; expected one, or one for each of the 2 hospitals');
    expect(() => aReport({ subgroups: ['height'] })).toThrow('"height" is not a column of the dictionary t8; expected one of t00, t11, t52');
    expect(() => aReport({ subgroups: ['t52'] })).toThrow('"t52" is what is predicted');
    expect(() => aReport({ seed: 0.5 })).toThrow('seed is 0.5; expected a whole number');
  });
});

describe('parseReport', () => {
  it.each([
    ['basis', { ...report, basis: 'private' }],
    ['generatorSha256', { ...report, generatorSha256: 'x' }],
    ['mean.real.accuracy', { ...report, mean: { ...report.mean, real: { accuracy: 2, auroc: 1 } } }],
    ['text', 7],
  ])('names the member that is not as expected: %s', (member, value) => {
    expect(() => parseReport(JSON.stringify(value))).toThrow(`the report's ${member} is not as expected`);
  });
});
