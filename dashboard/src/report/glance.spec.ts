import { describe, expect, it } from '@jest/globals';
import { aReport } from './a-report.fixture.js';
import { fidelityGlance, utilityGlance } from './glance.js';

describe('utilityGlance', () => {
  it('never shows a mean score without that of the same classifiers trained on real records', () => {
    const glance = utilityGlance(aReport({ mean: { synthetic: { accuracy: 0.81, auroc: 0.89 }, real: { accuracy: 0.84, auroc: 0.92 } } }));
    expect(glance.map(({ value, line }) => [value, line.slice(0, 5)])).toEqual([
      ['0.810', '0.840'],
      ['0.890', '0.920'],
    ]);
  });
});

describe('fidelityGlance', () => {
  it('counts faults out of all synthetic records, and values out of all their cells', () => {
    const report = aReport({
      rows: { synthetic: 1000, train: 690, test: 230 },
      fidelity: { tv1: 0.01, tv2: 0.02, corr: 0.03, copies: 4, outOfDictionaryCells: 5, ruleViolations: 6 },
      association: { ...aReport({}).association, columns: ['age', 'sex', 'disease'] },
    });
    const glance = fidelityGlance(report);
    expect(glance.map(({ value }) => value)).toEqual(['0.010', '0.020', '0.030', '4', '5', '6']);
    expect(glance.slice(3).map(({ line }) => /^of [\d,]+/.exec(line)?.[0])).toEqual(['of 1,000', 'of 3,000', 'of 1,000']);
  });
});
