import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { accuracy, auroc } from '../metrics/classification.js';
import { seededRandom } from '../seeded-random.js';
import { binned } from './binning.js';
import { rowOf, sigmoid } from './classifier.js';
import type { Classifier, Matrix } from './classifier.js';
import { gradientBoosting } from './gradient-boosting.js';
import { fitLogistic, logisticRegression } from './logistic-regression.js';
import { nearestNeighbours } from './nearest-neighbours.js';
import { SIX_CLASSIFIERS } from './six.js';
import { supportVectorMachine } from './support-vector-machine.js';
import { growTree, leafOf } from './tree.js';

interface Models {
  scaler_mean: number[];
  scaler_scale: number[];
  logistic: Record<string, { coef: number[]; intercept: number; p_first5: number[]; test_accuracy: number; test_auc: number }>;
  svc_rbf_C1_scale: { y_pred: number[] };
  knn5: { y_pred: number[] };
  tree_depth3_rs0: { y_pred: number[] };
}

interface OverSeeds {
  accuracy_mean: number;
  auc_mean: number;
  mean_probability: number[];
}

interface SeededModels extends Record<'random_forest' | 'gradient_boosting' | 'mlp', OverSeeds> {
  'svc_rbf_C1_scale_tol1e-8': { decision_first10: number[] };
  knn15: { p: number[] };
  gradient_boosting_10trees_depth2_subsample1: { decision: number[] };
}

const folder = new URL('../../../../test/vectors/metrics/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const models = JSON.parse(read('models.json')) as Models;
const seeded = JSON.parse(read('seeded-models.json')) as SeededModels;
const lines = read('breast-cancer-200.csv').trim().split('\n').slice(1);
const cells = lines.map((line) => line.split(',').map(Number));
const training = rows(cells.slice(0, 140));
const testing = rows(cells.slice(140));

function rows(records: number[][]): { x: Matrix; y: Uint8Array } {
  const scaled = records.map((record) => record.slice(0, -1).map((v, k) => (v - models.scaler_mean[k]) / models.scaler_scale[k]));
  return {
    x: { rows: records.length, columns: 6, values: Float64Array.from(scaled.flat()) },
    y: Uint8Array.from(records, (record) => record[record.length - 1]),
  };
}

const fit = (classifier: Classifier, seed = 0) => classifier.fit(training.x, training.y, seed);
const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(b).reduce((most: number, value, k) => Math.max(most, Math.abs(value - a[k])), 0);

describe('logistic regression', () => {
  it.each(['0.01', '0.1', '1', '10'])("has scikit-learn's coefficients at C = %s", (c) => {
    const { coefficients, intercept } = fitLogistic(training.x, training.y, Number(c));
    expect(furthest(coefficients, models.logistic[c].coef)).toBeLessThan(1e-6);
    expect(Math.abs(intercept - models.logistic[c].intercept)).toBeLessThan(1e-6);
  });

  it.each(['0.01', '0.1', '1', '10'])("has scikit-learn's probabilities, accuracy and AUROC at C = %s", (c) => {
    const fitted = fit(logisticRegression({ inverseRegularisation: Number(c) }));
    const scores = fitted.score(testing.x);
    expect(furthest(scores, models.logistic[c].p_first5)).toBeLessThan(1e-6);
    expect(accuracy({ truth: testing.y, predicted: fitted.predict(testing.x) })).toBeCloseTo(models.logistic[c].test_accuracy, 12);
    expect(auroc(testing.y, scores)).toBeCloseTo(models.logistic[c].test_auc, 12);
  });
});

describe('a support vector machine', () => {
  const fitted = fit(supportVectorMachine({ cost: 1 }));

  it("predicts as scikit-learn's does", () => {
    expect([...fitted.predict(testing.x)]).toEqual(models.svc_rbf_C1_scale.y_pred);
  });

  it("has scikit-learn's decision values to the tolerance of the optimality conditions", () => {
    expect(furthest(fitted.score(testing.x), seeded['svc_rbf_C1_scale_tol1e-8'].decision_first10)).toBeLessThan(2e-3);
  });
});

describe('nearest neighbours', () => {
  it("predict as scikit-learn's five do", () => {
    expect([...fit(nearestNeighbours({ neighbours: 5 })).predict(testing.x)]).toEqual(models.knn5.y_pred);
  });

  it("vote as scikit-learn's fifteen do", () => {
    expect(furthest(fit(nearestNeighbours({ neighbours: 15 })).score(testing.x), seeded.knn15.p)).toBeLessThan(1e-12);
  });
});

describe('a tree', () => {
  it("of depth three predicts as scikit-learn's does", () => {
    const limits = { maxDepth: 3, minLeaf: 1, featuresPerSplit: 6 };
    const task = { data: binned(training.x), target: Float64Array.from(training.y), limits, random: seededRandom(0) };
    const tree = growTree(task, Int32Array.from(training.y.keys()));
    const predicted = [...testing.y.keys()].map((row) => Number(tree.value[leafOf(tree, rowOf(testing.x, row))] > 0.5));
    expect(predicted).toEqual(models.tree_depth3_rs0.y_pred);
  });
});

describe('gradient boosting', () => {
  it("without subsampling has scikit-learn's log odds", () => {
    const fitted = fit(gradientBoosting({ trees: 10, depth: 2, subsample: 1, learningRate: 0.1 }));
    expect(furthest(fitted.score(testing.x), seeded.gradient_boosting_10trees_depth2_subsample1.decision)).toBeLessThan(1e-9);
  });
});

describe.each([
  ['randomForest', 'random_forest', (share: number) => share],
  ['gradientBoosting', 'gradient_boosting', sigmoid],
  ['multilayerPerceptron', 'mlp', (probability: number) => probability],
] as const)('%s', (name, reference, probabilityOf) => {
  const fits = Array.from({ length: 8 }, (_, seed) => fit(SIX_CLASSIFIERS[name], seed));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  it("is within two points of scikit-learn's mean accuracy and one of its AUROC", () => {
    const accuracies = fits.map((fitted) => accuracy({ truth: testing.y, predicted: fitted.predict(testing.x) }));
    const aurocs = fits.map((fitted) => auroc(testing.y, fitted.score(testing.x)));
    expect(Math.abs(mean(accuracies) - seeded[reference].accuracy_mean)).toBeLessThan(0.02);
    expect(Math.abs(mean(aurocs) - seeded[reference].auc_mean)).toBeLessThan(0.01);
  });

  it("has scikit-learn's probabilities, averaged over seeds, to two points", () => {
    const ours = fits.map((fitted) => fitted.score(testing.x).map(probabilityOf));
    const distances = seeded[reference].mean_probability.map((p, row) => Math.abs(p - mean(ours.map((scores) => scores[row]))));
    expect(mean(distances)).toBeLessThan(0.02);
  });

  it('gives the same scores for the same seed, and others for another', () => {
    const [first, second] = fits.map((fitted) => fitted.score(testing.x));
    expect(fit(SIX_CLASSIFIERS[name], 0).score(testing.x)).toEqual(first);
    expect(second).not.toEqual(first);
  });
});
