import { scoring, rowOf } from './classifier.js';
import type { Classifier, Matrix } from './classifier.js';
import { insertNearest } from '../insert-nearest.js';

/**
 * Votes of the nearest training rows in Euclidean distance, all with equal weight; of equally distant rows the earlier
 * one counts. The score is the share of positive neighbours.
 */
export function nearestNeighbours({ neighbours }: { neighbours: number }): Classifier {
  return {
    fit(x, y) {
      const near = Math.min(neighbours, x.rows);
      return scoring((row) => positives(x, y, nearestRows(x, row, near)) / near, 0.5);
    },
  };
}

function positives(x: Matrix, y: Uint8Array, rows: Int32Array): number {
  return rows.reduce((sum, row) => sum + y[row], 0);
}

/** The `near` closest rows, kept in order of distance by insertion. */
function nearestRows(x: Matrix, row: Float64Array, near: number): Int32Array {
  const rows = new Int32Array(near);
  const distances = new Float64Array(near).fill(Infinity);
  for (let candidate = 0; candidate < x.rows; candidate++) {
    const distance = squaredDistance(rowOf(x, candidate), row, distances[near - 1]);
    if (distance < distances[near - 1]) insertNearest(rows, distances, { row: candidate, distance });
  }
  return rows;
}

/** The squared distance, or any number at least `enough` once it is known to be that large. */
function squaredDistance(a: Float64Array, b: Float64Array, enough: number): number {
  let sum = 0;
  for (let k = 0; k < a.length && sum < enough; k++) sum += (a[k] - b[k]) ** 2;
  return sum;
}
