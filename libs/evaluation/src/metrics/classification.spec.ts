import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { auroc, classificationReport, confusionMatrix } from './classification.js';
import type { ClassScores } from './classification.js';

const file = new URL('../../../../test/vectors/metrics/classification.json', import.meta.url);

interface Reference {
  y_true: number[];
  y_pred: number[];
  score: number[];
  roc_auc: number;
  confusion: number[][];
  dict: Record<string, Record<string, number>> & { accuracy: number };
}

const reference = JSON.parse(readFileSync(file, 'utf8')) as Record<'binary' | 'multiclass' | 'multiclass_one_class_never_predicted', Reference>;
const close = (ours: ClassScores, theirs: Record<string, number>): void => {
  expect([ours.precision, ours.recall, ours.f1, ours.support].map((v, k) => v - theirs[['precision', 'recall', 'f1-score', 'support'][k]])).toEqual(
    [0, 0, 0, 0].map((zero) => expect.closeTo(zero, 12)),
  );
};

describe.each([
  ['binary', 2],
  ['multiclass', 3],
  ['multiclass_one_class_never_predicted', 3],
] as const)('the classification report (%s)', (name, classes) => {
  const { y_true: truth, y_pred: predicted, dict } = reference[name];
  const report = classificationReport({ truth, predicted }, classes);

  it("has scikit-learn's scores for each class", () => {
    report.classes.forEach((scores, k) => close(scores, dict[k]));
  });

  it("has scikit-learn's averages and accuracy", () => {
    close(report.macroAverage, dict['macro avg']);
    close(report.weightedAverage, dict['weighted avg']);
    expect(report.accuracy).toBeCloseTo(dict.accuracy, 12);
  });
});

describe('confusionMatrix', () => {
  it.each([
    ['binary', 2],
    ['multiclass', 3],
  ] as const)("counts as scikit-learn's does (%s)", (name, classes) => {
    const { y_true: truth, y_pred: predicted, confusion } = reference[name];
    expect(confusionMatrix({ truth, predicted }, classes)).toEqual(confusion);
  });
});

describe('auroc', () => {
  it("is scikit-learn's, ties included", () => {
    expect(auroc(reference.binary.y_true, reference.binary.score)).toBeCloseTo(reference.binary.roc_auc, 12);
  });

  it('is the share of positive-negative pairs in the right order, ties counting one half', () => {
    const row = fc.record({ label: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), (others) => {
        const rows = [...others, { label: 0, score: 2 }, { label: 1, score: 2 }];
        const pairs = rows.filter((p) => p.label === 1).flatMap((p) => rows.filter((n) => n.label === 0).map((n) => Math.sign(p.score - n.score)));
        const expected = pairs.reduce((sum, sign) => sum + (sign + 1) / 2, 0) / pairs.length;
        expect(auroc(rows.map((r) => r.label), rows.map((r) => r.score))).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('needs both classes', () => {
    expect(() => auroc([1, 1], [0.2, 0.3])).toThrow(RangeError);
  });
});
