import type { DominatingPair } from './dominating-pair.js';
import { REACH, type GaussianShift } from './gaussian-pair.js';
import { massesBetween } from './masses-between.js';
import { normalMass } from './normal-mass.js';
import { sampledLoss } from './sampled-loss.js';

/**
 * Gaussian noise on a Poisson sample under replace-one, where each record adds a vector of at most half the sensitivity:
 * (1 - q) N(0) + q N(shift / 2) against (1 - q) N(0) + q N(-shift / 2).
 *
 * That this pair dominates: let the two records add vectors u and v of norm at most h. By the identity of advanced joint convexity
 * (Balle, Barthe, Gaboardi 2018, arXiv:1807.01647) the excess at a factor of at least 1 is that of N(u) over a
 * mixture of N(0) and N(v); it is the expectation, under N(u), of a convex function of the mixture's likelihood ratio. That is a sum of two
 * ratios, log-normal ones of distances |u| <= h and |v - u| <= 2h, each growing in convex order with its distance. In that order
 * a sum of two given variables is largest when they rise together, and they do for u = h, v = -h on one axis. Factors below
 * 1 follow by changing places.
 *
 * With e the loss and c = q exp(-h^2 / 2) / (1 - q), the output is x = (e / 2 + arsinh(sinh(e / 2) / c)) / h.
 * @param q more than 0 and less than 1
 */
export function replacedGaussianPair({ shift, overweight, q }: GaussianShift & { q: number }): DominatingPair {
  const h = shift / 2;
  const weight = Math.exp(overweight);
  const lossAt = (x: number) => sampledLoss(h * x - (h * h) / 2, q) - sampledLoss(-h * x - (h * h) / 2, q);
  const outputAt = (loss: number) => (loss / 2 + arsinh(Math.sinh(loss / 2) * ((1 - q) / q) * Math.exp((h * h) / 2))) / h;
  const mixture = (mean: number) => (from: number, to: number) =>
    (1 - q) * normalMass({ from, to, mean: 0 }) + q * normalMass({ from, to, mean });
  return {
    lowest: lossAt(-REACH - h) + overweight,
    highest: lossAt(REACH + h) + overweight,
    masses(edges) {
      const outputs = edges.map((edge) => outputAt(edge - overweight));
      const heavier = mixture(h);
      return {
        first: massesBetween(outputs, (from, to) => weight * heavier(from, to)),
        second: massesBetween(outputs, mixture(-h)),
      };
    },
  };
}

/** Odd, so that it keeps its digits below 0. */
function arsinh(x: number): number {
  return Math.sign(x) * Math.asinh(Math.abs(x));
}
