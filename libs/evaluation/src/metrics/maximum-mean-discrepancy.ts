import { rowOf, type Matrix } from '../classifiers/classifier.js';

/** Kernel exp(-gamma |a - b|^2). Both estimates are of the same squared discrepancy; it takes n^2 + m^2 + n m kernels. */
export interface MaximumMeanDiscrepancy {
  /** At least 0; 0 for equal samples. */
  readonly biased: number;
  /** 0 in expectation for samples of one distribution; it can be below. */
  readonly unbiased: number;
}

/**
 * How far two samples lie apart in the mean of a Gaussian kernel.
 *
 * @param a [n, d], n at least 2
 * @param b [m, d], m at least 2
 * @param gamma above 0
 * @see Gretton et al. 2012, A kernel two-sample test, JMLR 13, equations 3 and 5
 */
export function maximumMeanDiscrepancy(a: Matrix, b: Matrix, gamma: number): MaximumMeanDiscrepancy {
  const [n, m] = [a.rows, b.rows];
  const [aa, bb, ab] = [kernelSum(a, a, gamma), kernelSum(b, b, gamma), kernelSum(a, b, gamma)];
  return {
    biased: aa / (n * n) + bb / (m * m) - (2 * ab) / (n * m),
    unbiased: (aa - n) / (n * (n - 1)) + (bb - m) / (m * (m - 1)) - (2 * ab) / (n * m),
  };
}

/** One over the median squared distance of any two rows of both tables: a kernel as wide as the data. @see Gretton et al. 2012, section 8 */
export function medianGamma(a: Matrix, b: Matrix): number {
  const rows = [a, b].flatMap((x) => Array.from({ length: x.rows }, (_, row) => rowOf(x, row)));
  const squares = new Float64Array((rows.length * (rows.length - 1)) / 2);
  let at = 0;
  for (let i = 0; i < rows.length; i++) for (let j = 0; j < i; j++) squares[at++] = squaredDistance(rows[i], rows[j]);
  squares.sort();
  const middle = (squares[(squares.length - 1) >> 1] + squares[squares.length >> 1]) / 2;
  return middle > 0 ? 1 / middle : 1;
}

function kernelSum(a: Matrix, b: Matrix, gamma: number): number {
  let sum = 0;
  for (let i = 0; i < a.rows; i++) {
    const row = rowOf(a, i);
    for (let j = 0; j < b.rows; j++) sum += Math.exp(-gamma * squaredDistance(row, rowOf(b, j)));
  }
  return sum;
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
  return sum;
}
