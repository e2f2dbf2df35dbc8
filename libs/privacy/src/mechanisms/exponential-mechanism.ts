import type { Bounded, Released } from '../boundary.js';
import { expBounds, type Fraction } from './bernoulli-exp.js';
import { select, type SelectionOptions } from './selection.js';
import { drawUniform, firstAbove, type Bounds } from './uniform.js';

/** Extra bits of a weight, beyond those of the comparison: the sum of 2^31 weights loses half of them. */
const guardBits = 64n;

/**
 * Releases the index of one candidate: candidate i with probability proportional to exp(score_i / scale), exactly.
 *
 * Guarantee: the release is epsilon-DP with epsilon = 2 sensitivity / scale, where one unit of privacy moves each score by at
 * most `sensitivity`, the largest coordinateSensitivity of `bounded`. One uniform number is compared with the cumulative
 * probabilities in exact arithmetic: unlike rejection, which is over sooner where many scores are near the best, it takes the
 * same words whatever the scores are.
 * @param bounded [candidates] integer scores
 * @returns [1] the index of the chosen candidate, and the event that accounts for it
 * @throws RangeError if there is no candidate, or the scale is not a positive safe integer
 * @throws TypeError if the sample that `bounded` was computed from has been released from before
 * @see McSherry, Talwar 2007, Mechanism Design via Differential Privacy
 */
export function exponentialMechanism(bounded: Bounded<Int32Array>, options: SelectionOptions): Released<Int32Array> {
  return select(bounded, options, {
    kind: 'exponential-mechanism',
    prepare: (_, words) => {
      const uniform = drawUniform(words);
      return (behind) => firstAbove(uniform, (bits) => cumulativeShares(behind, bits), words);
    },
  });
}

/** Bounds on the probability that the choice is one of the candidates 0, ..., i, for each i. */
function cumulativeShares(behind: readonly Fraction[], bits: bigint): Bounds[] {
  let total: Bounds = { low: 0n, high: 0n };
  const sums = behind.map((exponent) => {
    const weight = expBounds(exponent, bits + guardBits);
    total = { low: total.low + weight.low, high: total.high + weight.high };
    return total;
  });
  return sums.map(({ low, high }) => ({ low: (low << bits) / total.high, high: (high << bits) / total.low + 1n }));
}
