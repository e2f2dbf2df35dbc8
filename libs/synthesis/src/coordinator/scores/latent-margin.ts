import { normalQuantile } from './normal-distribution.js';

/** The cells of a step in the order of their scores, along a standard normal number: cell `cells[k]` holds what is between bounds k and k + 1. */
export interface LatentMargin {
  /** [K] */
  readonly cells: Int32Array;
  /** [K] of the cells in that order */
  readonly scores: Float64Array;
  /** [K + 1] probabilities below each bound, from 0 to 1 */
  readonly below: Float64Array;
  /** [K + 1] the bounds, from -9 to 9 */
  readonly bounds: Float64Array;
}

/**
 * @param shares [K] above 0, 1 together
 * @param scores [K]
 */
export function latentMargin(shares: ArrayLike<number>, scores: Float64Array): LatentMargin {
  const cells = Int32Array.from(scores.keys()).sort((a, b) => scores[a] - scores[b] || a - b);
  const below = new Float64Array(cells.length + 1);
  cells.forEach((cell, k) => (below[k + 1] = below[k] + shares[cell]));
  below.forEach((value, k) => (below[k] = value / below[cells.length]));
  return { cells, scores: Float64Array.from(cells, (cell) => scores[cell]), below, bounds: below.map(normalQuantile) };
}

/** Which of the cells, in their order, a normal number falls into. */
export function placeOf({ bounds }: LatentMargin, x: number): number {
  let place = 0;
  while (place < bounds.length - 2 && x >= bounds[place + 1]) place += 1;
  return place;
}
