import type { DominatingPair } from './dominating-pair.js';
import { massesBetween } from './masses-between.js';

/**
 * Laplace noise of scale 1 around `shift` against the same around 0.
 *
 * It dominates independent Laplace noise on a vector that moves by at most `shift` scales in L1 norm, for the reason that
 * discreteLaplacePair gives. Loss: 2x - shift for an output x between the two, constant outside.
 * @param shift sensitivity over scale, more than 0
 */
export function laplacePair(shift: number): DominatingPair {
  const outputAt = (loss: number) => (loss + shift) / 2;
  return {
    lowest: -shift,
    highest: shift,
    masses(edges) {
      const cuts = edges.map((loss) => (loss <= -shift ? -Infinity : loss > shift ? Infinity : outputAt(loss)));
      return {
        first: massesBetween(cuts, (from, to) => laplaceMass({ from, to, mean: shift })),
        second: massesBetween(cuts, (from, to) => laplaceMass({ from, to, mean: 0 })),
      };
    },
  };
}

/** P[from <= X < to] for X with density exp(-|x - mean|) / 2; the width is that of the interval, also where the mean is large. */
function laplaceMass({ from, to, mean }: { from: number; to: number; mean: number }): number {
  if (from >= mean) return (Math.exp(mean - from) * -Math.expm1(from - to)) / 2;
  if (to <= mean) return (Math.exp(to - mean) * -Math.expm1(from - to)) / 2;
  return 1 - Math.exp(from - mean) / 2 - Math.exp(mean - to) / 2;
}
