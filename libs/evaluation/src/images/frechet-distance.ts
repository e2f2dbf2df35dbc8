import { symmetricEigen, withEigenvalues } from '@commonward/synthesis/coordinator';
import type { Matrix } from '../classifiers/classifier.js';

/**
 * The squared 2-Wasserstein distance between the normal distributions with the means and covariances of two sets of features:
 * |m - m'|^2 + tr(S + S' - 2 (S^{1/2} S' S^{1/2})^{1/2}).
 * @param a [n, d], at least two rows
 * @param b [n', d]
 * @see Frechet 1957; Heusel et al. 2017, arXiv:1706.08500
 */
export function frechetDistance(a: Matrix, b: Matrix): number {
  const [first, second] = [moments(a), moments(b)];
  const root = withEigenvalues(symmetricEigen(first.covariance), (value) => Math.sqrt(Math.max(value, 0)));
  const between = symmetricEigen(product(product(root, second.covariance), root));
  const shared = between.values.reduce((sum, value) => sum + Math.sqrt(Math.max(value, 0)), 0);
  const apart = first.mean.reduce((sum, value, k) => sum + (value - second.mean[k]) ** 2, 0);
  return apart + trace(first.covariance) + trace(second.covariance) - 2 * shared;
}

interface Moments {
  readonly mean: Float64Array;
  /** [d, d], unbiased */
  readonly covariance: Float64Array;
}

function moments({ rows, columns, values }: Matrix): Moments {
  const mean = new Float64Array(columns);
  for (let at = 0; at < values.length; at += 1) mean[at % columns] += values[at] / rows;
  const covariance = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row += 1) {
    for (let i = 0; i < columns; i += 1) {
      const apart = (values[row * columns + i] - mean[i]) / (rows - 1);
      for (let j = 0; j < columns; j += 1) covariance[i * columns + j] += apart * (values[row * columns + j] - mean[j]);
    }
  }
  return { mean, covariance };
}

function product(left: Float64Array, right: Float64Array): Float64Array {
  const size = Math.sqrt(left.length);
  const result = new Float64Array(left.length);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < size; k += 1) {
      for (let j = 0; j < size; j += 1) result[i * size + j] += left[i * size + k] * right[k * size + j];
    }
  }
  return result;
}

function trace(matrix: Float64Array): number {
  const size = Math.sqrt(matrix.length);
  let sum = 0;
  for (let k = 0; k < size; k += 1) sum += matrix[k * size + k];
  return sum;
}
