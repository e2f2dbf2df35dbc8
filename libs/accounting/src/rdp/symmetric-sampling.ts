import { betweenIntegers, logBinomialMoment, logExpm1 } from './binomial-moment.js';

/**
 * Renyi divergence of symmetric additive noise on a Poisson sample, at any order, under add-or-remove-one.
 *
 * P0 is the output without the unit, P1 the output with it, r = P1 / P0 and w = 1 - q + q r. At integer orders the moment
 * A = E_P0[w^a] expands into those of r, of which `divergence` bounds each. For discrete Gaussian noise and an integer
 * distance they are exactly those of continuous noise, exp(k (k - 1) rho): the shifted sum over all integers is the same sum.
 *
 * The other direction, B = E_P0[w^(1 - a)], is never larger. Noise is symmetric, so reflecting the output about the middle
 * swaps P0 and P1 and turns r into 1 / r; averaging an expectation with its reflection shows that 2 (A - B) is the P0 mean of
 * h = u^a - u^(1 - a) - r (v^(a - 1) - v^-a) with u = 1 - q + q r and 1 / v = 1 - q + q / r; take r >= 1, else swap.
 * With k = a - 1/2 this is 2 sqrt(u) sinh(k ln u) - 2 (r / sqrt(v)) sinh(k ln v). Since u / v >= 1 by expanding it, the ratio
 * of the two sines grows with k, and at k = 1/2 the terms are u - 1 = q (r - 1) and r (1 - 1 / v) = q (r - 1), equal: h >= 0.
 *
 * @param q between 0 and 1, both excluded
 * @param divergence of the noise without sampling, at integer orders
 * @see Mironov, Talwar, Zhang 2019, arXiv:1908.10530, for Gaussian noise; Zhu, Wang 2019, ICML, for Laplace noise
 */
export function symmetricallySampled(q: number, divergence: (order: number) => number): (order: number) => number {
  return betweenIntegers(
    (order) => logBinomialMoment({ order, q, logExcess: (k) => logExpm1((k - 1) * divergence(k)) }) / (order - 1),
  );
}
