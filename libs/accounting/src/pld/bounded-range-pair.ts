import type { DominatingPair } from './dominating-pair.js';
import { massesBetween } from './masses-between.js';

/**
 * A pair that dominates every mechanism whose loss, between two neighbours, spans an interval of length epsilon, as the
 * exponential mechanism's does: changing all scores by at most the sensitivity changes each weight by at most e^(+-epsilon/2)
 * and the sum of the weights is the same for all outcomes.
 *
 * Between two such distributions the excess is largest if the loss is t or t - epsilon, for some t from 0 to epsilon. At
 * a factor a = e^l that is (E - e^t) (1 - a / e^t) / (E - 1) with E = e^epsilon; the best t is (epsilon + l) / 2, and gives
 * (sqrt E - sqrt a)^2 / (E - 1). This is convex in a, so it is itself the curve of a pair: under the first distribution the loss has the density
 * e^((epsilon + l) / 2) / (2 (E - 1)) on [-epsilon, epsilon], and under the second that divided by e^l.
 * @param epsilon more than 0
 * @see Dong, Durfee, Rogers 2020, arXiv:1909.13830 (bounded range and the reduction to two losses)
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
