import { rowOf, type Matrix } from '../classifiers/classifier.js';
import { randomForest } from '../classifiers/random-forest.js';
import { auroc } from '../metrics/classification.js';
import { permutation, seededRandom } from '../seeded-random.js';

const FOLDS = 3;

/**
 * How well a random forest tells synthetic days from real ones that the generator was not trained on: the area under its curve on
 * days it was not shown, 1/2 if it cannot. As many of each are compared as there are of the fewer.
 * @param synthetic [n, d]
 * @param real [m, d]; neighbours in the list may be of one person: each fold is a stretch of it
 */
export function detectionAuroc(synthetic: Matrix, real: Matrix, seed: number): number {
  const each = Math.min(synthetic.rows, real.rows);
  const chosen = permutation(synthetic.rows, seededRandom(seed));
  const rows = Array.from({ length: 2 * each }, (_, at) => (at < each ? rowOf(synthetic, chosen[at]) : rowOf(real, at - each)));
  const labels = Uint8Array.from(rows, (_, at) => Number(at < each));
  const foldOf = (at: number): number => Math.floor(((at % each) * FOLDS) / each);
  const scores = new Float64Array(rows.length);
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const inside = [...rows.keys()].filter((at) => foldOf(at) === fold);
    const outside = [...rows.keys()].filter((at) => foldOf(at) !== fold);
    const fitted = randomForest({ trees: 80, minLeaf: 3 }).fit(matrixOf(outside.map((at) => rows[at])), Uint8Array.from(outside, (at) => labels[at]), seed);
    fitted.score(matrixOf(inside.map((at) => rows[at]))).forEach((score, k) => (scores[inside[k]] = score));
  }
  return auroc(labels, scores);
}

function matrixOf(rows: readonly Float64Array[]): Matrix {
  const [{ length: columns }] = rows;
  const values = new Float64Array(rows.length * columns);
  rows.forEach((row, at) => values.set(row, at * columns));
  return { rows: rows.length, columns, values };
}
