import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { measureTables } from './measure.js';
import { tablesOptions } from './options.js';

describe('bench:tables', () => {
  it('reads lists of rows, columns and budgets', () => {
    expect(tablesOptions(['--rows', '1000,2000', '--columns', '10', '--epsilons', '1,3'])).toMatchObject({ rows: [1000, 2000], columns: [10], epsilons: [1, 3], sites: 6 });
    expect(() => tablesOptions(['--rows', 'many'])).toThrow(UsageError);
  });

  it('finds no broken rule, the same records again, and nearer tables than chance gives where there is hardly any noise', () => {
    const [result] = measureTables({ rows: 600, columns: 10, sites: 2, epsilon: 9000, delta: 1e-6, seed: 'spec', setting: 'moments', generators: ['records'], classifiers: false });
    expect(result.fidelity.ruleViolations).toBe(0);
    expect(result.sameHashAgain).toBe(true);
    expect(result.fidelity.tv2).toBeLessThan(result.tv2OfNewPatients / 2);
    expect(result.auroc).toBeNull();
  });
});
