import type { RandomisedAnswer } from '@commonward/accounting';

/**
 * The variance of a cell of a table that is estimated from randomised records, in squared counts, on average over its cells.
 *
 * An answer y among k categories is made up for by q_a(y) = ((y = a) - p / k) / (1 - p), whose expectation is whether the true category
 * is a. Of one place all cells together have the squares E sum_ab q_a^2 q_b^2 = S T, whatever the place holds, and the squared
 * expectations add up to 1; places are independent. So a table of N places has a total variance of N (S T - 1), of one column N (S - 1).
 * @param columns of the table, one or two
 * @param places N, in all releases together
 */
export function estimateVariance(columns: readonly RandomisedAnswer[], places: number): number {
  const squares = columns.reduce((product, column) => product * squaredWeights(column), 1);
  const cells = columns.reduce((product, { categories }) => product * categories, 1);
  return (places * (squares - 1)) / cells;
}

/** S: one answer is a itself, k - 1 are not, whichever category is the true one. */
function squaredWeights({ categories, replaced, outOf }: RandomisedAnswer): number {
  const p = replaced / outOf;
  const share = p / categories;
  return ((1 - share) * (1 - share) + (categories - 1) * share * share) / ((1 - p) * (1 - p));
}
