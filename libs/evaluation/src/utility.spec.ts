import { describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { seededRandom } from './seeded-random.js';
import { trainSyntheticTestReal } from './utility.js';

const dictionary: DataDictionary = parseDictionary({
  text: JSON.stringify({
    name: 'd', kind: 'table', unit: 'patient', target: 'ill',
    columns: [
      { name: 'age', type: 'numeric', min: 0, max: 100, missing: [] },
      { name: 'stage', type: 'categorical', categories: ['1', '2', '3'], missing: [''] },
      { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
    ],
  }),
  file: 'd.json',
});

/** Patients whose age and stage rise with illness. */
function cohort(rows: number, seed: number): RecordTable {
  const random = seededRandom(seed);
  const ill = Float64Array.from({ length: rows }, () => random.below(2));
  const age = ill.map((y) => 30 + 25 * y + 30 * random.uniform());
  const stage = ill.map((y) => (random.uniform() < 0.1 ? NaN : Math.min(2, random.below(2) + y)));
  return { rows, columns: [age, stage, ill] };
}

describe('trainSyntheticTestReal', () => {
  const train = cohort(120, 1);
  const test = cohort(120, 2);

  it('scores six classifiers well above chance where the target can be learned', () => {
    const { accuracy, auroc, classifiers } = trainSyntheticTestReal({ train, test, dictionary, seed: 0 });
    expect(Object.keys(classifiers)).toHaveLength(6);
    for (const scores of Object.values(classifiers)) expect(scores.auroc).toBeGreaterThan(0.85);
    expect(accuracy).toBeGreaterThan(0.8);
    expect(auroc).toBeGreaterThan(0.9);
  });

  it('scores about one half where the target has nothing to do with the other columns', () => {
    const unrelated = (rows: number, seed: number): RecordTable => {
      const [age, stage] = cohort(rows, seed).columns;
      return { rows, columns: [age, stage, cohort(rows, seed + 100).columns[2]] };
    };
    const { auroc } = trainSyntheticTestReal({ train: unrelated(120, 5), test: unrelated(400, 6), dictionary, seed: 0 });
    expect(Math.abs(auroc - 0.5)).toBeLessThan(0.1);
  });

  it('gives the same scores for the same seed', () => {
    const scores = () => trainSyntheticTestReal({ train, test, dictionary, seed: 4 });
    expect(scores()).toEqual(scores());
  });

  it('scores a training table with one class as a constant prediction', () => {
    const allIll = { rows: 5, columns: [train.columns[0].slice(0, 5), train.columns[1].slice(0, 5), new Float64Array(5).fill(1)] };
    const share = test.columns[2].filter((y) => y === 1).length / test.rows;
    const { accuracy, auroc } = trainSyntheticTestReal({ train: allIll, test, dictionary, seed: 0 });
    expect(accuracy).toBeCloseTo(share, 12);
    expect(auroc).toBe(0.5);
  });

  it('needs training rows and both classes in the test rows', () => {
    const none = { rows: 0, columns: [new Float64Array(0), new Float64Array(0), new Float64Array(0)] };
    expect(() => trainSyntheticTestReal({ train: none, test, dictionary, seed: 0 })).toThrow(/no rows with a known target/);
    expect(() => trainSyntheticTestReal({ train, test: none, dictionary, seed: 0 })).toThrow(/only one class/);
  });
});
