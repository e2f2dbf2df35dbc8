import type { BothDirections, DominatingPair } from './dominating-pair.js';
import { sampledLoss, unsampledLoss } from './sampled-loss.js';

/**
 * The pairs for a mechanism on a sample that holds each unit of privacy with probability q, under add-or-remove-one.
 *
 * Without the unit nothing changes; with it, the output is a mixture: the unit is in the sample with probability q.
 * @param q more than 0 and less than 1
 * @see Zhu, Dong, Wang 2022, arXiv:2106.08567
 */
export function sampled({ remove, add }: BothDirections, q: number): BothDirections {
  return { remove: firstSampled(remove, q), add: secondSampled(add, q) };
}

/**
 * The pair for a mechanism on such a sample under replace-one, whatever the mechanism does when the unit is not in the sample.
 *
 * It also tells whether the unit was in the sample: if not, the loss is 0; if so, it is the mechanism's. What an observer
 * really sees is less.
 */
export function sampledInBoth(pair: DominatingPair, q: number): DominatingPair {
  return {
    lowest: Math.min(0, pair.lowest),
    highest: Math.max(0, pair.highest),
    masses(edges) {
      const { first, second } = pair.masses(edges);
      const ofZero = edges.findLastIndex((edge) => edge <= 0) + 1;
      const mixed = (masses: Float64Array) => masses.map((mass, j) => q * mass + (j === ofZero ? 1 - q : 0));
      return { first: mixed(first), second: mixed(second) };
    },
  };
}

/** (1 - q) second + q first against second: a loss l becomes ln(1 + q (e^l - 1)). */
function firstSampled(pair: DominatingPair, q: number): DominatingPair {
  return {
    lowest: sampledLoss(pair.lowest, q),
    highest: sampledLoss(pair.highest, q),
    masses(edges) {
      const { first, second } = pair.masses(edges.map((edge) => unsampledLoss(edge, q)));
      return { first: first.map((mass, j) => q * mass + (1 - q) * second[j]), second };
    },
  };
}

/** First against (1 - q) first + q second: the same, with the places changed, so that losses change their sign. */
function secondSampled(pair: DominatingPair, q: number): DominatingPair {
  return {
    lowest: -sampledLoss(-pair.lowest, q),
    highest: -sampledLoss(-pair.highest, q),
    masses(edges) {
      const { first, second } = pair.masses(edges.map((edge) => -unsampledLoss(-edge, q)));
      return { first, second: second.map((mass, j) => q * mass + (1 - q) * first[j]) };
    },
  };
}
