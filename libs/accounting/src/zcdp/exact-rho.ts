import type { Unaccounted } from '../accountant.js';
import type { DiscreteGaussianBlock, DpEvent, RandomisedAnswer } from '../dp-event.js';
import { refused } from '../refusal.js';
import { exactFraction, fraction, plus, product, ZERO, type Fraction } from './fraction.js';
import { logCeiling } from './log-ceiling.js';
import { summedRho } from './summed-noise.js';

/** rho-zCDP with this rho holds for the event; it is exact or, where rho is irrational, rounded up. */
export interface ExactRho {
  readonly kind: 'rho';
  readonly rho: Fraction;
}

/**
 * The zCDP cost of an event, without rounding wherever it is rational.
 *
 * - Gaussian noise: squared sensitivity over twice the variance, for discrete noise as for continuous noise
 *   (Bun, Steinke 2016, Proposition 1.6, arXiv:1605.02065; Canonne, Kamath, Steinke 2020, Theorem 14, arXiv:2004.00010).
 * - A sum of releases with such noise: `rhoOfShares`.
 * - The exponential mechanism: its privacy loss lies in an interval of length epsilon, hence epsilon^2 / 8
 *   (Cesar, Rogers 2021, Lemmas 3.2 and 3.4, arXiv:2004.07223).
 * - Everything else that has a pure epsilon: `pureRho`. Permute-and-flip is among these: with scores (0, 0) and (1, -1) its
 *   privacy loss spans epsilon + ln(2 - e^-epsilon), more than epsilon, so the bound of the exponential mechanism is not its own.
 * @param event validated
 */
export function exactRho(event: DpEvent): ExactRho | Unaccounted {
  switch (event.kind) {
    case 'discrete-gaussian':
      return rho(event.blocks.map(gaussianRho).reduce(plus, ZERO));
    case 'summed-discrete-gaussian':
      return rho(summedRho(event));
    case 'discrete-laplace':
      return rho(pureRho(event.blocks.map(({ l1Sensitivity, scale }) => fraction(l1Sensitivity, scale)).reduce(plus, ZERO)));
    case 'exponential-mechanism':
      return rho(product(selectionEpsilonSquared(event), fraction(1, 8)));
    case 'report-noisy-max':
      return rho(pureRho(fraction(2n * BigInt(event.sensitivity), event.scale)));
    case 'randomised-response':
      return rho(randomisedResponseRho(event));
    case 'randomised-record':
      return rho(event.columns.map(randomisedResponseRho).reduce(plus, ZERO));
    case 'gaussian':
      return rho(product(inverseSquare(event.noiseMultiplier), fraction(1, 2)));
    case 'laplace': {
      const { numerator, denominator } = exactFraction(event.noiseMultiplier);
      return rho(pureRho({ numerator: denominator, denominator: numerator }));
    }
    case 'composed':
      return event.parts.reduce<ExactRho | Unaccounted>((sum, part) => plusTimes(sum, exactRho(part.event), part.times), rho(ZERO));
    case 'poisson-sampled':
      return refused('A sampled release is not zCDP with any useful rho, so the zCDP accountant does not answer for it.');
    case 'non-private':
    case 'unknown':
      return refused(`Nothing is known that bounds this event (${event.description}).`);
  }
}

const rho = (value: Fraction): ExactRho => ({ kind: 'rho', rho: value });

function plusTimes(sum: ExactRho | Unaccounted, part: ExactRho | Unaccounted, times: number): ExactRho | Unaccounted {
  if (sum.kind === 'refused') return sum;
  if (part.kind === 'refused') return part;
  return rho(plus(sum.rho, product(part.rho, fraction(times, 1))));
}

const gaussianRho = ({ squaredSensitivity, variance }: DiscreteGaussianBlock): Fraction =>
  fraction(squaredSensitivity, 2n * BigInt(variance));

function selectionEpsilonSquared({ sensitivity, scale }: { sensitivity: number; scale: number }): Fraction {
  const epsilon = fraction(2n * BigInt(sensitivity), scale);
  return product(epsilon, epsilon);
}

function inverseSquare(x: number): Fraction {
  const { numerator, denominator } = exactFraction(x);
  return { numerator: denominator * denominator, denominator: numerator * numerator };
}

/**
 * The rho of everything that is epsilon-DP: epsilon tanh(epsilon / 2), rounded up to the nearest fraction of a continued fraction.
 *
 * Of all pairs of distributions with a pure epsilon, binary randomised response has the largest Renyi divergences (Kairouz,
 * Oh, Viswanath 2015, arXiv:1311.0776: every other is a post-processing of it). There (a - 1) D_a = ln cosh((a - 1/2) epsilon)
 * - ln cosh(epsilon / 2). As a function of u = (a - 1/2)^2 this is concave, so it lies below its tangent at u = 1/4, which is
 * (u - 1/4) epsilon tanh(epsilon / 2) = a (a - 1) epsilon tanh(epsilon / 2). With t = epsilon / 2, tanh t is at most
 * t (15 + t^2) / (15 + 6 t^2), the third convergent of Lambert's t / (1 + t^2 / (3 + t^2 / (5 + ...))): odd ones are above.
 */
function pureRho(epsilon: Fraction): Fraction {
  const half = product(epsilon, fraction(1, 2));
  const [n, d] = [half.numerator ** 2n, half.denominator ** 2n];
  return product(product(epsilon, half), { numerator: 15n * d + n, denominator: 15n * d + 6n * n });
}

/** epsilon tanh(epsilon / 2) for e^epsilon = r is ln r (r - 1) / (r + 1). */
function randomisedResponseRho({ categories, replaced, outOf }: RandomisedAnswer): Fraction {
  const kept = BigInt(categories) * BigInt(outOf - replaced);
  const ratio = fraction(kept + BigInt(replaced), replaced);
  return product(logCeiling(ratio), fraction(kept, kept + 2n * BigInt(replaced)));
}
