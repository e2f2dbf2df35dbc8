import { seededRandom } from '../seeded-random.js';
import { binned } from './binning.js';
import { scoring } from './classifier.js';
import type { Classifier } from './classifier.js';
import { growTree, leafOf } from './tree.js';

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
      return scoring((row) => forest.reduce((sum, tree) => sum + tree.value[leafOf(tree, row)], 0) / trees, 0.5);
    },
  };
}
