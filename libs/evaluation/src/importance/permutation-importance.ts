import type { FittedClassifier, Matrix } from '../classifiers/classifier.js';
import type { LabelledRows } from '../features.js';
import { auroc } from '../metrics/classification.js';

export interface ImportanceTask {
  readonly classifier: FittedClassifier;
  readonly test: LabelledRows;
  /** Each gives, for every row, the row whose values it gets instead. */
  readonly permutations: readonly ArrayLike<number>[];
}

/** Of the column that the given features are made of; they are exchanged together. */
export type ColumnImportance = (features: readonly number[]) => number;

/**
 * How much a column matters to a classifier: the area under its curve, less the mean area when the column's values are exchanged among the test rows.
 *
 * @returns between -1 and 1; 0 of a column that the classifier does not look at
 * @see Breiman 2001, Random forests, doi:10.1023/A:1010933404324; scikit-learn permutation_importance
 */
export function permutationImportance({ classifier, test: { x, y }, permutations }: ImportanceTask): ColumnImportance {
  const area = (rows: Matrix): number => auroc(y, classifier.score(rows));
  const asTheyAre = area(x);
  return (features) => asTheyAre - permutations.reduce((sum, order) => sum + area(withExchanged(x, features, order)), 0) / permutations.length;
}

function withExchanged({ rows, columns, values }: Matrix, features: readonly number[], order: ArrayLike<number>): Matrix {
  const copy = values.slice();
  for (let row = 0; row < rows; row++) for (const feature of features) copy[row * columns + feature] = values[order[row] * columns + feature];
  return { rows, columns, values: copy };
}
