/**
 * Renyi divergence of Laplace noise whose scale is 1 / epsilon times the L1 sensitivity.
 *
 * For a vector the worst case moves one coordinate alone: exp((a - 1) D) is a sum of exponentials of the distance with
 * positive weights that is 1 at 0, so its logarithm is convex and 0 at 0, and divergences of parts add up to no more than
 * the divergence of the whole distance.
 * @param order finite, more than 1
 * @see Mironov 2017, Proposition 6, arXiv:1702.07476
 */
export function laplaceDivergence(order: number, epsilon: number): number {
  return withTail(order, epsilon, (order - 1) / (2 * order - 1));
}

/**
 * Renyi divergence of discrete Laplace noise, x with probability proportional to exp(-|x| / scale), for an integer distance.
 *
 * Summing p(x - s)^a p(x)^(1 - a) over x up to 0, from s on and between them as geometric series leaves
 * (1 - w) e^((a - 1) s / scale) + w e^(-a s / scale), with w = (t - t^(2a - 1)) / ((1 + t) (1 - t^(2a - 1))) and t = e^(-1 / scale).
 * The worst case again moves one coordinate alone, for the same reason as with continuous noise.
 * @param order finite, more than 1
 * @param l1Sensitivity s, an integer of at least 1
 */
export function discreteLaplaceDivergence(order: number, { l1Sensitivity, scale }: { l1Sensitivity: number; scale: number }): number {
  const t = Math.exp(-1 / scale);
  const w = (t * Math.expm1((2 - 2 * order) / scale)) / ((1 + t) * Math.expm1((1 - 2 * order) / scale));
  return withTail(order, l1Sensitivity / scale, w);
}

/**
 * The largest Renyi divergence of anything that is epsilon-DP: that of binary randomised response.
 *
 * @param order finite, more than 1
 * @see Kairouz, Oh, Viswanath 2015, arXiv:1311.0776: everything epsilon-DP is a post-processing of it
 */
export function pureDivergence(order: number, epsilon: number): number {
  const t = Math.exp(-epsilon);
  return epsilon + Math.log1p((t * Math.expm1((2 - 2 * order) * epsilon)) / (1 + t)) / (order - 1);
}

/** ln((1 - w) e^((a - 1) epsilon) + w e^(-a epsilon)) / (a - 1), without overflow. */
function withTail(order: number, epsilon: number, w: number): number {
  return epsilon + Math.log1p(w * Math.expm1((1 - 2 * order) * epsilon)) / (order - 1);
}
