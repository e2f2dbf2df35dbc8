import { atomsPair, type Atom } from './atoms-pair.js';
import type { DominatingPair } from './dominating-pair.js';
import { REACH } from './gaussian-pair.js';

/** The normal mass beyond REACH standard deviations, 8e-24, rounded up. */
const BEYOND = 1e-23;

/**
 * Discrete Gaussian noise on an integer that moves by at most `shift`; one atom for each integer.
 *
 * A shorter move is harder to see: the noise is log-concave, so the best event at each factor is some {x >= t}, and
 * P[X >= t - a] only grows with a.
 * Loss: shift (2x - shift) / (2 variance) at the output x. The mass beyond the enumerated integers is at most that of the
 * normal distribution, whose density is above the terms of the sum and whose normaliser is the smaller one.
 * @param shift positive integer
 * @param variance more than 0; the number of atoms is 20 sqrt(variance) + shift
 */
export function discreteGaussianPair({ shift, variance }: { shift: number; variance: number }): DominatingPair {
  const reach = Math.ceil(REACH * Math.sqrt(variance)) + 2;
  const density = (x: number) => Math.exp((-x * x) / (2 * variance));
  const noise = Array.from({ length: 2 * reach + 1 }, (_, k) => density(k - reach));
  const total = noise.reduce((sum, mass) => sum + mass, 0);
  const outputs = Array.from({ length: 2 * reach + shift + 1 }, (_, k) => k - reach);
  const atoms = outputs.map((x): Atom => ({
    loss: (shift * (2 * x - shift)) / (2 * variance),
    first: density(x - shift) / total,
    second: density(x) / total,
  }));
  const below = { loss: -Infinity, first: BEYOND, second: BEYOND };
  return atomsPair([below, ...atoms, { loss: Infinity, first: BEYOND, second: BEYOND }]);
}
