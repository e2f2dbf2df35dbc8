import type { DiscreteGaussianBlock } from '../dp-event.js';
import type { GaussianShift } from './gaussian-pair.js';

/** What the difference of the two noises may add to the loss, where the noise is wide enough to choose. */
const DIFFERENCE = 2 ** -40;

/**
 * Continuous Gaussian noise that dominates discrete Gaussian noise on an integer vector which moves by at most
 * sqrt(squaredSensitivity) in L2 norm, in any number of coordinates.
 *
 * Split the variance into s^2 + t^2. Add continuous noise of variance s^2 to the vector, then draw each coordinate of the
 * release from the discrete Gaussian of variance t^2 around the result. The second step is post-processing, so this tells
 * no more than continuous noise of variance s^2, for which nothing but the L2 norm counts. And its release is nearly the
 * discrete Gaussian. The probability of a coordinate z is the integral over y of the normal densities of y and of z - y,
 * which would be the normal density of variance s^2 + t^2, but for the normaliser of the discrete Gaussian around y. By
 * Poisson's summation formula
 *
 *     sum over integers k of exp(-(k - y)^2 / (2 t^2))
 *       = t sqrt(2 pi) (1 + sum over j >= 1 of 2 exp(-2 pi^2 t^2 j^2) cos(2 pi j y)),
 *
 * which is t sqrt(2 pi) up to a factor within 1 +- theta(t^2). Hence the probabilities of a coordinate differ by a factor of
 * at most (1 + theta(variance)) / (1 - theta(t^2)), either way. At most squaredSensitivity coordinates of an integer vector
 * move; the others tell nothing. With c the logarithm of all these factors together, first <= e^c first' and
 * second >= e^-c second', so that e^2c first' against second' dominates: 2c is the overweight.
 *
 * @param block positive safe integers
 */
export function roundedGaussian({ squaredSensitivity, variance }: DiscreteGaussianBlock): GaussianShift {
  const enough = Math.log((8 * squaredSensitivity) / DIFFERENCE) / (2 * Math.PI ** 2);
  const roundingVariance = Math.min(enough, variance / 2);
  const factor = Math.log1p(theta(variance)) - Math.log1p(-theta(roundingVariance));
  return {
    shift: Math.sqrt(squaredSensitivity / (variance - roundingVariance)),
    overweight: 2 * squaredSensitivity * factor,
  };
}

/** At least the sum over j >= 1 of 2 exp(-2 pi^2 variance j^2), by the geometric series. */
function theta(variance: number): number {
  const first = Math.exp(-2 * Math.PI ** 2 * variance);
  return (2 * first) / (1 - first);
}
