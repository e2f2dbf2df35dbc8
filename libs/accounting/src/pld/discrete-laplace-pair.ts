import type { DominatingPair } from './dominating-pair.js';
import { massesBetween } from './masses-between.js';

/**
 * Discrete Laplace noise around the integer `shift` against the same around 0: x has a probability proportional to r^|x| with
 * r = exp(-1 / scale).
 *
 * It dominates such noise on an integer vector that moves by at most `shift` in L1 norm. Let two coordinates move by s and t.
 * All that their outputs tell is the sum of the two, each clamped between its two means; the loss is the same function of
 * this sum as for one coordinate that moves by s + t. Under the noise around 0, the sum has less mass at its ends, 0 and
 * s + t, than the one coordinate (by a factor 1 / (1 + r)), and at least as much at every point between. So their
 * distribution functions cross once; the likelihood ratios have the same mean; hence that of the one coordinate is larger in
 * convex order, which is to dominate. More coordinates follow one by one, and a shorter move is harder to see.
 *
 * Loss: (2x - shift) / scale for an output x between the means, constant outside.
 * @param shift positive safe integer
 * @param scale more than 0
 */
export function discreteLaplacePair({ shift, scale }: { shift: number; scale: number }): DominatingPair {
  const highest = shift / scale;
  const firstOutputAt = (loss: number) => Math.ceil((loss * scale + shift) / 2);
  return {
    lowest: -highest,
    highest,
    masses(edges) {
      const cuts = edges.map((loss) => (loss <= -highest ? -Infinity : loss > highest ? Infinity : firstOutputAt(loss)));
      return {
        first: massesBetween(cuts, (from, to) => integerMass({ from: from - shift, to: to - shift, scale })),
        second: massesBetween(cuts, (from, to) => integerMass({ from, to, scale })),
      };
    },
  };
}

/** P[from <= X < to] of the noise around 0, for integers or infinite ends. */
function integerMass({ from, to, scale }: { from: number; to: number; scale: number }): number {
  const atLeast = (k: number) => Math.exp(-k / scale) / (1 + Math.exp(-1 / scale));
  if (from >= 0) return atLeast(from) * -Math.expm1((from - to) / scale);
  if (to <= 1) return atLeast(1 - to) * -Math.expm1((from - to) / scale);
  return 1 - atLeast(1 - from) - atLeast(to);
}
