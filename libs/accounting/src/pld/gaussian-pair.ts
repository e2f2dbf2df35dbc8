import type { DominatingPair } from './dominating-pair.js';
import { massesBetween } from './masses-between.js';
import { normalMass } from './normal-mass.js';

/** Beyond this many standard deviations lies a mass of 8e-24. */
export const REACH = 10;

/** A normal distribution around `shift` against one around 0, of standard deviation 1, the first times e^overweight. */
export interface GaussianShift {
  /** Sensitivity over standard deviation, more than 0. */
  readonly shift: number;
  /** At least 0. */
  readonly overweight: number;
}

/**
 * What dominates Gaussian noise on a vector that moves by at most `shift` standard deviations in L2 norm: such noise can be
 * turned until the move lies on one axis, the other axes tell nothing, and a shorter move is harder to see.
 *
 * Loss: shift x - shift^2 / 2 + overweight at the output x.
 */
export function gaussianPair({ shift, overweight }: GaussianShift): DominatingPair {
  const weight = Math.exp(overweight);
  return {
    lowest: -shift * REACH - (shift * shift) / 2 + overweight,
    highest: shift * REACH + (shift * shift) / 2 + overweight,
    masses(edges) {
      const outputs = edges.map((loss) => (loss - overweight) / shift + shift / 2);
      return {
        first: massesBetween(outputs, (from, to) => weight * normalMass({ from, to, mean: shift })),
        second: massesBetween(outputs, (from, to) => normalMass({ from, to, mean: 0 })),
      };
    },
  };
}
