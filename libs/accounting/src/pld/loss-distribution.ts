import { atomsPair } from './atoms-pair.js';
import type { DominatingPair } from './dominating-pair.js';

/** A dominating pair whose losses are multiples of `interval`, or infinite. */
export interface LossDistribution {
  /** The distance between neighbouring losses, more than 0. */
  readonly interval: number;
  /** The smallest loss, in intervals; an integer. */
  readonly lowest: number;
  /** What the first distribution weighs at each loss from the smallest on; at least 0. */
  readonly masses: Float64Array;
  /** What it weighs where the second has nothing. */
  readonly infinite: number;
}

/** The pair itself: at a loss l the second distribution has e^-l of the first's mass, and what it lacks lies where the first has nothing. */
export function pairOf({ interval, lowest, masses, infinite }: LossDistribution): DominatingPair {
  const atoms = Array.from(masses, (first, k) => {
    const loss = (lowest + k) * interval;
    return { loss, first, second: first * Math.exp(-loss) };
  });
  const elsewhere = Math.max(0, 1 - atoms.reduce((sum, { second }) => sum + second, 0));
  return atomsPair([
    { loss: -Infinity, first: 0, second: elsewhere },
    ...atoms.filter(({ first }) => first > 0),
    { loss: Infinity, first: infinite, second: 0 },
  ]);
}
