import type { DpEvent } from '../dp-event.js';
import { normalQuantileOfLog } from '../normal/normal.js';
import { pureEpsilonOf } from '../pure-epsilon.js';
import { upperDouble } from '../zcdp/fraction.js';
import { summedRho } from '../zcdp/summed-noise.js';

/**
 * mu^2 of an event, which adds up over releases; null if no approximation is known.
 *
 * - Gaussian noise: squared sensitivity over variance (Dong, Roth, Su 2019, arXiv:1905.02383).
 * - A sum of releases with Gaussian noise: the mu of continuous noise with that rho, mu^2 / 2.
 * - A pure epsilon: `squaredMuOfPure`, a bound.
 * - Gaussian noise on a Poisson sample: q^2 (e^(mu^2) - 1), what many small such steps converge to (Bu, Dong, Long, Su 2020,
 *   arXiv:1911.11607); one step alone is not like this.
 * @param event validated
 */
export function squaredMuOf(event: DpEvent): number | null {
  const pureEpsilon = pureEpsilonOf(event);
  switch (event.kind) {
    case 'discrete-gaussian':
      return event.blocks.reduce((sum, { squaredSensitivity, variance }) => sum + squaredSensitivity / variance, 0);
    case 'summed-discrete-gaussian':
      return 2 * upperDouble(summedRho(event));
    case 'gaussian':
      return 1 / (event.noiseMultiplier * event.noiseMultiplier);
    case 'composed':
      return event.parts.reduce<number | null>((sum, part) => plus(sum, squaredMuOf(part.event), part.times), 0);
    case 'poisson-sampled':
      return pureEpsilon < Infinity ? squaredMuOfPure(pureEpsilon) : sampledSquaredMu(event.event, event.sampled / event.outOf);
    case 'discrete-laplace':
    case 'laplace':
    case 'exponential-mechanism':
    case 'report-noisy-max':
    case 'randomised-response':
      return squaredMuOfPure(pureEpsilon);
    case 'randomised-record':
      return event.columns.reduce((sum, column) => sum + squaredMuOfPure(pureEpsilonOf({ kind: 'randomised-response', ...column })), 0);
    case 'non-private':
    case 'unknown':
      return null;
  }
}

function plus(sum: number | null, part: number | null, times: number): number | null {
  return sum === null || part === null ? null : sum + times * part;
}

function sampledSquaredMu(event: DpEvent, q: number): number | null {
  if (event.kind === 'poisson-sampled') return sampledSquaredMu(event.event, (q * event.sampled) / event.outOf);
  if (!isGaussian(event)) return null;
  const squaredMu = squaredMuOf(event);
  if (squaredMu === null || q === 1) return squaredMu;
  return q * q * Math.expm1(squaredMu);
}

function isGaussian(event: DpEvent): boolean {
  if (event.kind === 'composed') return event.parts.every((part) => isGaussian(part.event));
  return event.kind === 'gaussian' || event.kind === 'discrete-gaussian';
}

/**
 * The square of mu = -2 Phi^-1(1 / (1 + e^epsilon)).
 *
 * The trade-off curve of a pure epsilon is two straight lines from (0, 1) and (1, 0) to the point where both error rates are
 * 1 / (1 + e^epsilon); the Gaussian curve of this mu passes through all three points and is convex, so it lies below.
 */
function squaredMuOfPure(epsilon: number): number {
  if (epsilon === 0 || epsilon === Infinity) return epsilon;
  return 4 * normalQuantileOfLog(-epsilon - Math.log1p(Math.exp(-epsilon))) ** 2;
}
