import { rowOf, scoring } from './classifier.js';
import type { Classifier, Matrix } from './classifier.js';
import { solveDual } from './sequential-minimal-optimisation.js';

/**
 * A support vector machine with the kernel exp(-gamma |a - b|^2), gamma = 1 / (d times the variance of all entries).
 * The score is the signed decision value.
 */
export function supportVectorMachine({ cost }: { cost: number }): Classifier {
  return {
    fit(x, y) {
      const gamma = scaleGamma(x);
      const labels = Float64Array.from(y, (label) => 2 * label - 1);
      const kernelRow = (row: number): Float64Array => kernels(x, rowOf(x, row), gamma);
      const { alpha, offset } = solveDual({ labels, cost, kernelRow });
      const support = supportRows(x, alpha, labels);
      return scoring((row) => weighted(kernels(support.x, row, gamma), support.weights) - offset, 0);
    },
  };
}

function scaleGamma(x: Matrix): number {
  const mean = x.values.reduce((sum, value) => sum + value, 0) / x.values.length;
  const variance = x.values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.values.length;
  return variance > 0 ? 1 / (x.columns * variance) : 1;
}

function kernels(x: Matrix, row: Float64Array, gamma: number): Float64Array {
  const out = new Float64Array(x.rows);
  for (let n = 0; n < x.rows; n++) {
    let distance = 0;
    for (let k = 0, at = n * x.columns; k < x.columns; k++, at++) {
      const difference = x.values[at] - row[k];
      distance += difference * difference;
    }
    out[n] = Math.exp(-gamma * distance);
  }
  return out;
}

function supportRows(x: Matrix, alpha: Float64Array, labels: Float64Array): { x: Matrix; weights: Float64Array } {
  const kept = [...alpha.keys()].filter((row) => alpha[row] > 0);
  const values = new Float64Array(kept.length * x.columns);
  kept.forEach((row, k) => values.set(rowOf(x, row), k * x.columns));
  const weights = Float64Array.from(kept, (row) => alpha[row] * labels[row]);
  return { x: { rows: kept.length, columns: x.columns, values }, weights };
}

function weighted(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k] * weights[k];
  return sum;
}
