import { permutation, seededRandom } from '../seeded-random.js';
import { binned } from './binning.js';
import { rowOf, scoringTogether, sigmoid } from './classifier.js';
import type { Classifier, Matrix } from './classifier.js';
import { addLeafValues, growTree, leafOf } from './tree.js';
import type { Tree } from './tree.js';

export interface BoostingSettings {
  readonly trees: number;
  readonly depth: number;
  /** Share of the rows drawn without replacement for each tree. */
  readonly subsample: number;
  readonly learningRate: number;
}

/**
 * Gradient boosting of the log loss: each tree fits the residuals y - p of a random subsample, and each leaf takes one
 * Newton step. The score is the log odds.
 *
 * @see Friedman 2001, "Greedy function approximation", algorithm 5 (two-class logistic)
 */
export function gradientBoosting(settings: BoostingSettings): Classifier {
  return {
    fit(x, y, seed) {
      const random = seededRandom(seed);
      const data = binned(x);
      const limits = { maxDepth: settings.depth, minLeaf: 1, featuresPerSplit: x.columns };
      const prior = priorLogOdds(y);
      const logOdds = new Float64Array(x.rows).fill(prior);
      const steps = Array.from({ length: settings.trees }, () => {
        const target = logOdds.map((z, row) => y[row] - sigmoid(z));
        const rows = permutation(x.rows, random).slice(0, Math.max(1, Math.floor(settings.subsample * x.rows)));
        const tree = growTree({ data, target, limits, random }, rows);
        const step = scaled(tree, newtonValues(tree, x, { rows, target, y }), settings.learningRate);
        addLeafValues(logOdds, [step], x);
        return step;
      });
      return scoringTogether((rows) => addLeafValues(new Float64Array(rows.rows).fill(prior), steps, rows), 0);
    },
  };
}

function priorLogOdds(y: Uint8Array): number {
  const positive = y.reduce((sum, label) => sum + label, 0);
  return Math.log(positive / (y.length - positive));
}

interface Residuals {
  readonly rows: Int32Array;
  readonly target: Float64Array;
  readonly y: Uint8Array;
}

/** Per node, the sum of residuals over the sum of p(1 - p), over the subsample's rows in that leaf. */
function newtonValues(tree: Tree, x: Matrix, { rows, target, y }: Residuals): number[] {
  const gradient = tree.value.map(() => 0);
  const curvature = tree.value.map(() => 0);
  for (const row of rows) {
    const leaf = leafOf(tree, rowOf(x, row));
    const p = y[row] - target[row];
    gradient[leaf] += target[row];
    curvature[leaf] += p * (1 - p);
  }
  return gradient.map((sum, leaf) => (curvature[leaf] < Number.EPSILON ? 0 : sum / curvature[leaf]));
}

function scaled(tree: Tree, values: number[], factor: number): Tree {
  return { ...tree, value: values.map((value) => value * factor) };
}
