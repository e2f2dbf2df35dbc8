import { describe, expect, it } from '@jest/globals';
import { decodeTable, encodeTable } from '@commonward/schema';
import { planUtility } from '@commonward/synthesis/plan';
import { sixPredictions } from '../six-predictions.js';
import { aCohort, aDictionary } from '../report/a-report.fixture.js';
import { triedModels } from './tried-models.js';

const dictionary = aDictionary();
const synthetic = encodeTable(aCohort(80, 1), dictionary);
const planning = planUtility({
  study: 'evaluation',
  evaluates: { study: 'study', generatorSha256: 'ab'.repeat(32) },
  dictionary,
  guarantee: { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  trust: 'local',
  aggregation: 'plain',
  sites: ['a'],
  synthetic,
  seed: '0'.repeat(64),
});
if (planning.kind === 'refused') throw new Error(planning.reason);
const models = triedModels(planning.plan);
const inMiddles = (encoded: typeof synthetic) => decodeTable({ encoded, dictionary, uniform: () => 0.5 });

describe('the models of an evaluation', () => {
  it('are the six classifiers of the protocol, trained on the synthetic records of the plan', () => {
    const expected = sixPredictions({ train: inMiddles(synthetic), test: inMiddles(synthetic), dictionary, seed: 0 });
    const known = (said: Uint8Array) => [...said].filter((_, row) => synthetic.codes[row * 3 + 2] < 2);
    expect(models.map((model) => known(model.judge(synthetic).predicted))).toEqual(expected.map(({ predicted }) => [...predicted]));
  });

  it('say the same of a record alone as among others', () => {
    const width = dictionary.columns.length;
    for (const model of models) {
      const together = model.judge(synthetic);
      const alone = Array.from({ length: synthetic.rows }, (_, row) => model.judge({ rows: 1, codes: synthetic.codes.slice(row * width, (row + 1) * width) }));
      expect(alone.map(({ predicted: [one] }) => one)).toEqual([...together.predicted]);
      expect(alone.map(({ scoreClass: [one] }) => one)).toEqual([...together.scoreClass]);
    }
  });

  it('put records with a higher score into a class no lower, of eight', () => {
    for (const model of models) {
      const { scoreClass } = model.judge(synthetic);
      expect(Math.max(...scoreClass)).toBeLessThan(8);
      expect(new Set(scoreClass).size).toBeGreaterThan(2);
    }
  });
});
