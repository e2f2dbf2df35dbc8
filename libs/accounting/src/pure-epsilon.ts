import type { DpEvent, RandomisedAnswer } from './dp-event.js';

/** e to this is still a double. */
const LARGEST_EXPONENT = 700;

/**
 * The epsilon that holds with delta 0; Infinity if none does.
 *
 * Guarantee: for a Poisson-sampled event it holds under add-or-remove-one: the sampled output is a mixture in which one unit
 * decides only the share q, so a ratio of at most e^epsilon becomes one of at most 1 + q (e^epsilon - 1), which also covers its
 * inverse. Carries double rounding only.
 * @param event validated
 */
export function pureEpsilonOf(event: DpEvent): number {
  switch (event.kind) {
    case 'discrete-gaussian':
    case 'summed-discrete-gaussian':
      return event.blocks.length === 0 ? 0 : Infinity;
    case 'discrete-laplace':
      return event.blocks.reduce((sum, { l1Sensitivity, scale }) => sum + l1Sensitivity / scale, 0);
    case 'exponential-mechanism':
    case 'report-noisy-max':
      return (2 * event.sensitivity) / event.scale;
    case 'randomised-response':
      return epsilonOfAnswer(event);
    case 'randomised-record':
      return event.columns.reduce((sum, column) => sum + epsilonOfAnswer(column), 0);
    case 'laplace':
      return 1 / event.noiseMultiplier;
    case 'poisson-sampled':
      return sampledPureEpsilon(pureEpsilonOf(event.event), event.sampled / event.outOf);
    case 'composed':
      return event.parts.reduce((sum, part) => sum + part.times * pureEpsilonOf(part.event), 0);
    case 'gaussian':
    case 'non-private':
    case 'unknown':
      return Infinity;
  }
}

const epsilonOfAnswer = ({ categories, replaced, outOf }: RandomisedAnswer): number => Math.log1p((categories * (outOf - replaced)) / replaced);

/** ln(1 + q (e^epsilon - 1)): the pure epsilon of something epsilon-DP on a Poisson sample, also where e^epsilon is no double. */
export function sampledPureEpsilon(epsilon: number, q: number): number {
  if (epsilon < LARGEST_EXPONENT) return Math.log1p(q * Math.expm1(epsilon));
  return epsilon + Math.log(q + (1 - q) * Math.exp(-epsilon));
}
