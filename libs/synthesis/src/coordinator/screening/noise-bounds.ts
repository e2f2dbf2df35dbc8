/** Independent noise: so many coordinates, each of this variance. */
export interface NoisePart {
  readonly coordinates: number;
  readonly variance: number;
}

/**
 * What the squared norm of discrete Gaussian noise stays below, but for a probability of e^-tail.
 *
 * A discrete Gaussian is subgaussian with its sigma^2 (Canonne, Kamath, Steinke 2020, Corollary 17, arXiv:2004.00010), and for
 * subgaussian vectors the squared norm is at most tr + 2 sqrt(tr2 tail) + 2 max tail, with tr and tr2 the sums of the variances
 * and of their squares.
 * @see Hsu, Kakade, Zhang 2012, Theorem 2.1, arXiv:1110.2842
 */
export function squaredNormBound(parts: readonly NoisePart[], tail: number): number {
  const trace = parts.reduce((sum, { coordinates, variance }) => sum + coordinates * variance, 0);
  const squares = parts.reduce((sum, { coordinates, variance }) => sum + coordinates * variance * variance, 0);
  const largest = Math.max(...parts.map(({ variance }) => variance));
  return trace + 2 * Math.sqrt(squares * tail) + 2 * largest * tail;
}

/** What one subgaussian number of this variance stays below, but for a probability of e^-tail. */
export function deviationBound(variance: number, tail: number): number {
  return Math.sqrt(2 * variance * tail);
}
