import type { DiscreteGaussianBlock } from './dp-event.js';
import { outOfRange } from './out-of-range.js';
import { RHO_UNITS_PER_ONE, rhoUnits } from './rho-units.js';
import { ceiling, exactFraction, fraction, plus, product, ZERO, type Fraction } from './zcdp/fraction.js';

/** A block of a released vector and how many coordinates it has. */
export interface NoisedBlock extends DiscreteGaussianBlock {
  readonly coordinates: number;
}

/** What somebody who sees this much of the noise could learn: rho-zCDP, in whole units of 10^-12, rounded up. */
export interface View {
  /** How many shares of noise, each of the release's own variance, the viewer cannot subtract. */
  readonly honestShares: number;
  readonly rhoUnits: number;
}

export interface Views {
  /** Everybody else is against the site: its own noise alone protects its patients. */
  readonly alone: View;
  /** The coordinator and `corrupted` sites share all they know, and see otherwise only the sum. */
  readonly coalition: View;
  /** Nobody does: the sum is seen, with the noise of every site in it. */
  readonly allHonest: View;
}

/**
 * The three views of one site's release: with its full noise (`trust: local`) or with its share of it (`trust: shared`).
 *
 * The second and third hold only where the coordinator sees nothing but the sum of the releases.
 * @param blocks of this site's release, with the variance of its own noise; every site adds noise of the same variances
 * @param sites how many sites add up; corrupted of them are against this one, so at most sites - 1
 * @throws RangeError if a number is outside its bounds
 */
export function viewsOf(release: { readonly blocks: readonly NoisedBlock[]; readonly sites: number; readonly corrupted: number }): Views {
  const { blocks, sites, corrupted } = release;
  checkPositive('sites', sites);
  if (!(Number.isSafeInteger(corrupted) && corrupted >= 0 && corrupted < sites)) throw outOfRange('corrupted', corrupted, `an integer from 0 to sites - 1, which is ${sites - 1}`);
  blocks.forEach(({ coordinates }, b) => checkPositive(`blocks[${b}].coordinates`, coordinates));
  return {
    alone: viewOf(blocks, 1),
    coalition: viewOf(blocks, sites - corrupted),
    allHonest: viewOf(blocks, sites),
  };
}

/**
 * The sum of h discrete Gaussians is not a discrete Gaussian. At order a it costs at most a D^2 / (2 h sigma^2) + tau d, where
 * tau is 10 times the sum over k from 1 to h - 1 of exp(-2 pi^2 sigma^2 k / (k + 1)), for sigma^2 of at least 1/4; so it is
 * zCDP with D^2 / (2 h sigma^2) + tau d. Nor can it cost more than this site's own noise, of which it is a post-processing.
 * @see Kairouz, Liu, Steinke 2021, Proposition 14, arXiv:2102.06387
 */
function viewOf(blocks: readonly NoisedBlock[], honestShares: number): View {
  const alone = rhoUnits({ kind: 'discrete-gaussian', blocks });
  if (honestShares === 1) return { honestShares, rhoUnits: alone };
  const summed = blocks.map((block) => summedRho(block, honestShares)).reduce(plus, ZERO);
  return { honestShares, rhoUnits: Math.min(alone, Number(ceiling(product(summed, fraction(RHO_UNITS_PER_ONE, 1))))) };
}

function summedRho({ squaredSensitivity, variance, coordinates }: NoisedBlock, shares: number): Fraction {
  const gaussian = fraction(squaredSensitivity, 2n * BigInt(shares) * BigInt(variance));
  return plus(gaussian, product(exactFraction(largestTau(variance, shares)), fraction(coordinates, 1)));
}

/** The first of the h - 1 terms of tau is the largest. Rounded up: neither the last bits nor an underflow make it smaller. */
function largestTau(variance: number, shares: number): number {
  const largestTerm = Math.max(Number.MIN_VALUE, Math.exp(-Math.PI * Math.PI * variance * (1 - 1e-15)));
  return 10 * (shares - 1) * largestTerm * (1 + 1e-15);
}

function checkPositive(name: string, value: number): void {
  if (!(Number.isSafeInteger(value) && value > 0)) throw outOfRange(name, value, 'a positive safe integer');
}
