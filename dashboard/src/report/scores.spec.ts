import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { confusionRows, scoreRows, standardError, type Scores } from './scores.js';

const row = (support: number) => ({ precision: 0.1, recall: 0.2, f1: 0.3, support });
const scores: Scores = { roc: [], calibration: null, accuracy: 0.75, auroc: 0.8, confusion: [[3, 1], [1, 3]], classes: [row(3), row(5)], macroAverage: row(8), weightedAverage: { ...row(8), f1: 0.4 } };
const targets = [{ label: 'healthy' }, { label: 'ill' }];

describe('scoreRows', () => {
  it('names the classes in the order of the scores, and puts the averages below', () => {
    const { classes, averages } = scoreRows(scores, targets);
    expect(classes.map(({ label, support }) => [label, support])).toEqual([['healthy', 3], ['ill', 5]]);
    expect(averages.map(({ label, f1 }) => [label, f1])).toEqual([['macro average', 0.3], ['weighted average', 0.4]]);
  });
});

describe('confusionRows', () => {
  it('keeps every count, and its share of the records of the true class', () => {
    expect(confusionRows({ ...scores, confusion: [[3, 1], [5, 15]] }, targets)).toEqual([
      { label: 'healthy', cells: [{ count: 3, share: 0.75 }, { count: 1, share: 0.25 }] },
      { label: 'ill', cells: [{ count: 5, share: 0.25 }, { count: 15, share: 0.75 }] },
    ]);
  });

  it('gives a class without test records no shares', () => {
    expect(confusionRows({ ...scores, confusion: [[0, 0], [1, 1]] }, targets)[0].cells.map(({ share }) => share)).toEqual([0, 0]);
  });
});

describe('standardError', () => {
  it('is the standard deviation of the share right over every outcome of n predictions', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 8 }), (p, n) => {
        const outcomes = Array.from({ length: 2 ** n }, (_, bits) => Array.from({ length: n }, (_unused, i) => (bits >> i) & 1));
        const chance = (outcome: readonly number[]): number => outcome.reduce((product, right) => product * (right === 1 ? p : 1 - p), 1);
        const variance = outcomes.reduce((sum, outcome) => sum + chance(outcome) * (outcome.reduce((a, b) => a + b) / n - p) ** 2, 0);
        expect(standardError(p, n)).toBeCloseTo(Math.sqrt(variance), 6);
      }),
    );
  });
});
