import type { ComposedLosses } from './composition.js';
import { discretisedComposition, type RepeatedPair } from './discretised-composition.js';
import type { DominatingPair } from './dominating-pair.js';
import { pairOf, type LossDistribution } from './loss-distribution.js';

/** Nearly no tilt: here all losses are wanted, not the large ones. */
const MAGNIFIED = 0.01;

/** One pair for a whole composition, as sampling needs it. */
export function collapsed(parts: readonly RepeatedPair[]): DominatingPair {
  const [only] = parts;
  if (parts.length === 1 && only.times === 1) return only.pair;
  return pairOf(distributionOf(discretisedComposition(parts, MAGNIFIED)));
}

/** All that the composition may have missed counts as infinite: errors of a Euclidean norm add up to at most that times the norm of the weights. */
function distributionOf(losses: ComposedLosses): LossDistribution {
  const { interval, lowest, tilt, logScale, margin } = losses;
  const weights = losses.weighed.map((_, k) => margin * Math.exp(logScale - tilt * (lowest + k) * interval));
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return {
    interval,
    lowest,
    masses: losses.weighed.map((mass, k) => Math.max(0, mass) * weights[k]),
    infinite: margin * losses.infinite + losses.missed + losses.roundingNorm * norm,
  };
}
