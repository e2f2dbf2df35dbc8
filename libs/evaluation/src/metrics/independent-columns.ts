import { rowOf, type Matrix } from '../classifiers/classifier.js';

/** A column whose spread, after all others have explained what they can, is less than this share of its own follows from them. */
const TOLERANCE = 1e-9;

/** How many columns of a table do not follow from the others and a constant: the rank of their covariance, by elimination. */
export function independentColumns(x: Matrix): number {
  const left = covariance(x);
  const own = left.map((row, k) => row[k]);
  let rank = 0;
  left.forEach((pivotRow, k) => {
    const pivot = pivotRow[k];
    if (pivot <= TOLERANCE * own[k]) return;
    rank++;
    for (let i = k + 1; i < left.length; i++) {
      const factor = left[i][k] / pivot;
      for (let j = k; j < left.length; j++) left[i][j] -= factor * pivotRow[j];
    }
  });
  return rank;
}

/** [d][d], not divided by n. */
function covariance(x: Matrix): Float64Array[] {
  const means = Float64Array.from({ length: x.columns }, (_, k) => meanOf(x, k));
  const sums = Array.from(means, () => new Float64Array(x.columns));
  for (let row = 0; row < x.rows; row++) {
    const centred = rowOf(x, row).map((value, k) => value - means[k]);
    centred.forEach((a, i) => centred.forEach((b, j) => (sums[i][j] += a * b)));
  }
  return sums;
}

function meanOf(x: Matrix, column: number): number {
  let sum = 0;
  for (let row = 0; row < x.rows; row++) sum += x.values[row * x.columns + column];
  return sum / x.rows;
}
