import { betweenIntegers, logBinomialMoment, logExpm1 } from './binomial-moment.js';

/**
 * An upper bound of the Renyi divergence of anything on a Poisson sample, at any order, under add-or-remove-one.
 *
 * The moments from the third on count threefold, because nothing is known of the signs of the odd ones.
 * @param q between 0 and 1, both excluded
 * @param divergence without sampling, at integer orders
 * @see Zhu, Wang 2019, Poission Subsampled Renyi Differential Privacy, ICML, Theorem 5
 */
export function sampledBound(q: number, divergence: (order: number) => number): (order: number) => number {
  const logExcess = (k: number) => (k === 2 ? logExpm1(divergence(2)) : logThreefoldExcess((k - 1) * divergence(k)));
  return betweenIntegers((order) => logBinomialMoment({ order, q, logExcess }) / (order - 1));
}

/** ln(3 e^x - 1) */
function logThreefoldExcess(x: number): number {
  return x + Math.log(3 - Math.exp(-x));
}
