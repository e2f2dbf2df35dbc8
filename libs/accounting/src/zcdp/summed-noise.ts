import type { NoisedBlock, SummedGaussianEvent } from '../dp-event.js';
import { atMost, exactFraction, fraction, plus, product, ZERO, type Fraction } from './fraction.js';

/** The zCDP cost of a release in a sum, by the noise that its trust counts on. @param event validated */
export function summedRho({ trust, blocks, summed, corrupted }: SummedGaussianEvent): Fraction {
  switch (trust) {
    case 'local':
      return rhoOfShares(blocks, 1);
    case 'shared':
      return rhoOfShares(blocks, summed - corrupted);
  }
}

/**
 * What a release costs whoever sees it under h shares of noise that they cannot subtract.
 *
 * The sum of h discrete Gaussians is not a discrete Gaussian. At order a it costs at most a D^2 / (2 h sigma^2) + tau d, where
 * tau is 10 times the sum over k from 1 to h - 1 of exp(-2 pi^2 sigma^2 k / (k + 1)), for sigma^2 of at least 1/4; so it is
 * zCDP with D^2 / (2 h sigma^2) + tau d. Nor can it cost more than one share, of which it is a post-processing.
 * @param blocks with the variance of one share
 * @param shares h, at least 1
 * @see Kairouz, Liu, Steinke 2021, Proposition 14, arXiv:2102.06387
 */
export function rhoOfShares(blocks: readonly NoisedBlock[], shares: number): Fraction {
  const alone = blocks.map(({ squaredSensitivity, variance }) => fraction(squaredSensitivity, 2n * BigInt(variance))).reduce(plus, ZERO);
  if (shares === 1) return alone;
  return atMost(blocks.map((block) => blockRho(block, shares)).reduce(plus, ZERO), alone);
}

function blockRho({ squaredSensitivity, variance, coordinates }: NoisedBlock, shares: number): Fraction {
  const gaussian = fraction(squaredSensitivity, 2n * BigInt(shares) * BigInt(variance));
  return plus(gaussian, product(exactFraction(largestTau(variance, shares)), fraction(coordinates, 1)));
}

/** The first of the h - 1 terms of tau is the largest. Rounded up: neither the last bits nor an underflow make it smaller. */
function largestTau(variance: number, shares: number): number {
  const largestTerm = Math.max(Number.MIN_VALUE, Math.exp(-Math.PI * Math.PI * variance * (1 - 1e-15)));
  return 10 * (shares - 1) * largestTerm * (1 + 1e-15);
}
