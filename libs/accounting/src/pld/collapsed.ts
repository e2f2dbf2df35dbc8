import type { ComposedLosses } from './composition.js';
import { discretisedComposition, type RepeatedPair } from './discretised-composition.js';
import { eitherWay, type BothDirections, type DominatingPair } from './dominating-pair.js';
import { areSymmetric, inDirection, type RepeatedDirections } from './dominators.js';
import { pairOf, type LossDistribution } from './loss-distribution.js';

/** Nearly no tilt: here all losses are wanted, not only large ones. */
const MAGNIFIED = 0.01;

/** One pair, for each order of neighbours, that dominates a whole composition; sampling needs it. */
export function collapsed(parts: readonly RepeatedDirections[]): BothDirections {
  const remove = collapsedPair(inDirection(parts, 'remove'));
  return areSymmetric(parts) ? eitherWay(remove) : { remove, add: collapsedPair(inDirection(parts, 'add')) };
}

function collapsedPair(parts: readonly RepeatedPair[]): DominatingPair {
  const [only] = parts;
  if (parts.length === 1 && only.times === 1) return only.pair;
  return pairOf(distributionOf(discretisedComposition(parts, MAGNIFIED)));
}

/** All that the composition may have missed counts as infinite; rounding, as at most its norm times that of the weights. */
function distributionOf(losses: ComposedLosses): LossDistribution {
  const { interval, lowest, tilt, logScale, margin } = losses;
  const weights = losses.weighed.map((_, k) => margin * Math.exp(logScale - tilt * (lowest + k) * interval));
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));
  return {
    interval,
    lowest,
    masses: losses.weighed.map((mass, k) => Math.max(0, mass) * weights[k]),
    infinite: margin * (losses.infinite + losses.missed) + losses.roundingNorm * norm,
  };
}
