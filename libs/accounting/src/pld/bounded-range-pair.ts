import type { DominatingPair } from './dominating-pair.js';
import { massesBetween } from './masses-between.js';

/**
 * A pair that dominates every mechanism whose loss, between two neighbours, spans an interval of length epsilon, as that of
 * the exponential mechanism does: changing all scores by at most the sensitivity changes each weight by a factor within
 * e^(+-epsilon / 2), and the sum of the weights is the same for all outcomes.
 *
 * Let the losses of two such distributions span t - epsilon to t, for some t from 0 to epsilon. An excess is the mean of a
 * convex function of the likelihood ratio, whose own mean is 1, so it is largest if the ratio is always at one of its ends.
 * Then it is (E - e^t) (1 - a / e^t) / (E - 1) at a factor a = e^l, with E = e^epsilon. The worst t, (epsilon + l) / 2, makes
 * that (sqrt E - sqrt a)^2 / (E - 1), which is convex in a, hence itself the curve of a pair: under the first distribution
 * the loss has the density e^((epsilon + l) / 2) / (2 (E - 1)) on [-epsilon, epsilon], under the second that over e^l.
 * @param epsilon more than 0
 * @see Dong, Durfee, Rogers 2020, arXiv:1909.13830 (bounded range)
 */
export function boundedRangePair(epsilon: number): DominatingPair {
  const within = (loss: number) => Math.max(-epsilon, Math.min(epsilon, loss));
  const scale = 1 / -Math.expm1(-epsilon);
  return {
    lowest: -epsilon,
    highest: epsilon,
    masses(edges) {
      const cuts = edges.map(within);
      return {
        // e^((epsilon + to) / 2) - e^((epsilon + from) / 2), over E - 1
        first: massesBetween(cuts, (from, to) => scale * growth(within(to), within(to) - within(from), epsilon)),
        second: massesBetween(cuts, (from, to) => scale * growth(-within(from), within(to) - within(from), epsilon)),
      };
    },
  };
}

/** e^((top - epsilon) / 2) - e^((top - width - epsilon) / 2) */
function growth(top: number, width: number, epsilon: number): number {
  return Math.exp((top - epsilon) / 2) * -Math.expm1(-width / 2);
}
