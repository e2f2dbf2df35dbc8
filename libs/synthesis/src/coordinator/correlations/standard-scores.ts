import type { TableLayout } from '@commonward/schema';
import { publicScores } from '../../plan/index.js';

/** A column's public scores, as the one-way table has them distributed. */
export interface StandardScores {
  /** of the public scores */
  readonly mean: number;
  /** standard deviation of the public scores, at least a little above 0 */
  readonly spread: number;
  /** [cells] shares of the cells; they add up to 1 */
  readonly shares: Float64Array;
  /** [cells] (score - mean) / spread */
  readonly scores: Float64Array;
}

const SMALLEST_COUNT = 0.5;
/** Of public scores, whose variance is 1 where all cells are equally frequent. */
const SMALLEST_SPREAD = 0.15;

/** @param oneWays [D] counts; noise can make one negative */
export function standardScores(oneWays: Float64Array, layout: TableLayout): readonly StandardScores[] {
  return publicScores(layout).map((scores, j) => standardised(scores, oneWays.subarray(layout.offsets[j], layout.offsets[j + 1])));
}

function standardised(scores: Float64Array, oneWay: Float64Array): StandardScores {
  const counts = oneWay.map((count) => Math.max(count, SMALLEST_COUNT));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shares = counts.map((count) => count / total);
  const mean = expected(shares, (cell) => scores[cell]);
  const spread = Math.max(Math.sqrt(expected(shares, (cell) => (scores[cell] - mean) * (scores[cell] - mean))), SMALLEST_SPREAD);
  return { mean, spread, shares, scores: scores.map((score) => (score - mean) / spread) };
}

const expected = (shares: Float64Array, of: (cell: number) => number): number => shares.reduce((sum, share, cell) => sum + share * of(cell), 0);
