import { seededRandom } from '../seeded-random.js';
import { binned } from './binning.js';
import { scoringTogether } from './classifier.js';
import type { Classifier } from './classifier.js';
import { addLeafValues, growTree } from './tree.js';

/**
 * Trees grown on bootstrap rows, each split among the square root of d features drawn at random. The score is the mean
 * over trees of the share of positives in the row's leaf.
 */
export function randomForest({ trees, minLeaf }: { trees: number; minLeaf: number }): Classifier {
  return {
    fit(x, y, seed) {
      const random = seededRandom(seed);
      const limits = { maxDepth: Infinity, minLeaf, featuresPerSplit: Math.max(1, Math.floor(Math.sqrt(x.columns))) };
      const task = { data: binned(x), target: Float64Array.from(y), limits, random };
      const forest = Array.from({ length: trees }, () =>
        growTree(task, Int32Array.from({ length: x.rows }, () => random.below(x.rows))),
      );
      return scoringTogether((rows) => addLeafValues(new Float64Array(rows.rows), forest, rows).map((sum) => sum / trees), 0.5);
    },
  };
}
