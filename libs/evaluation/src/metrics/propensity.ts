import { sigmoid, type Matrix } from '../classifiers/classifier.js';
import { fitLogistic } from '../classifiers/logistic-regression.js';
import { auroc } from './classification.js';
import { independentColumns } from './independent-columns.js';

/** How well a logistic regression tells synthetic records from real ones, on the records it was fitted to. */
export interface PropensityScores {
  /** Mean squared distance of the predicted chance of being synthetic from the synthetic share: 0 if they cannot be told apart. */
  readonly pMse: number;
  /**
   * pMSE over its expectation for records of a model that was fitted to the real ones: 1. Records of the same population that had
   * nothing to do with the real ones come to 1 / (1 - c), with c the synthetic share: 2 for tables of one size.
   */
  readonly ratio: number;
  readonly auroc: number;
}

/** Too weak to change a digit that is shown; with it a solution exists also where a plane separates the tables. */
const INVERSE_REGULARISATION = 1e6;

/**
 * @param synthetic [n, d]
 * @param real [m, d]
 * @see Snoke et al. 2018, General and specific utility measures for synthetic data, doi:10.1111/rssa.12358: for a perfect
 *   synthesis E[pMSE] = k (1 - c)^2 c / (n + m), with c the synthetic share and k the columns that do not follow from others
 */
export function propensityScores(synthetic: Matrix, real: Matrix): PropensityScores {
  const both = stacked(synthetic, real);
  const labels = Uint8Array.from({ length: both.rows }, (_, row) => Number(row < synthetic.rows));
  const chances = fittedChances(both, labels);
  const share = synthetic.rows / both.rows;
  const pMse = chances.reduce((sum, chance) => sum + (chance - share) ** 2, 0) / both.rows;
  const expected = (Math.max(1, independentColumns(both)) * (1 - share) ** 2 * share) / both.rows;
  return { pMse, ratio: pMse / expected, auroc: auroc(labels, chances) };
}

function stacked(a: Matrix, b: Matrix): Matrix {
  const values = new Float64Array(a.values.length + b.values.length);
  values.set(a.values);
  values.set(b.values, a.values.length);
  return { rows: a.rows + b.rows, columns: a.columns, values };
}

function fittedChances(x: Matrix, labels: Uint8Array): Float64Array {
  const { coefficients, intercept } = fitLogistic(x, labels, INVERSE_REGULARISATION);
  return Float64Array.from({ length: x.rows }, (_, row) => {
    let z = intercept;
    for (let k = 0; k < x.columns; k++) z += coefficients[k] * x.values[row * x.columns + k];
    return sigmoid(z);
  });
}
