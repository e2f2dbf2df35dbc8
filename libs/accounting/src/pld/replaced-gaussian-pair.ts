import type { DominatingPair } from './dominating-pair.js';
import { REACH } from './gaussian-pair.js';
import { massesBetween } from './masses-between.js';
import { normalMass } from './normal-mass.js';
import { sampledLoss } from './sampled-loss.js';

/**
 * Gaussian noise on a Poisson sample under replace-one, where each record adds a vector of at most h standard deviations, as
 * in a sum of clipped vectors: (1 - q) N(0) + q N(h) against (1 - q) N(0) + q N(-h).
 *
 * Why this pair dominates: let the two records add vectors u and v. By the identity of advanced joint convexity (Balle,
 * Barthe, Gaboardi 2018, arXiv:1807.01647) the excess at a factor of at least 1 is q times that of N(u) over a
 * mixture of N(0) and N(v): under N(u), the expectation of a convex function of the mixture's likelihood ratio. That is a
 * sum of two log-normal ratios, for the distances |u| <= h and |v - u| <= 2h, each growing in convex order with its distance;
 * and in that order a sum of two given variables is largest when they rise together, as they do for u = h and v = -h on one
 * axis. Factors below 1 follow by changing places.
 *
 * With l the loss and c = q exp(-h^2 / 2) / (1 - q), the output is x = (l / 2 + arsinh(sinh(l / 2) / c)) / h.
 * @param contribution h, more than 0
 * @param q more than 0 and less than 1
 */
export function replacedGaussianPair({ contribution: h, q }: { contribution: number; q: number }): DominatingPair {
  const lossAt = (x: number) => sampledLoss(h * x - (h * h) / 2, q) - sampledLoss(-h * x - (h * h) / 2, q);
  const logC = Math.log(q / (1 - q)) - (h * h) / 2;
  const outputAt = (loss: number) => (loss / 2 + Math.sign(loss) * arsinhOfExp(logSinh(Math.abs(loss) / 2) - logC)) / h;
  const mixture = (mean: number) => (from: number, to: number) =>
    (1 - q) * normalMass({ from, to, mean: 0 }) + q * normalMass({ from, to, mean });
  return {
    lowest: lossAt(-REACH - h),
    highest: lossAt(REACH + h),
    masses(edges) {
      const outputs = edges.map(outputAt);
      return { first: massesBetween(outputs, mixture(h)), second: massesBetween(outputs, mixture(-h)) };
    },
  };
}

/** ln sinh x, for x of at least 0. */
function logSinh(x: number): number {
  return x + Math.log(-Math.expm1(-2 * x)) - Math.LN2;
}

/** arsinh(e^x), also where e^x is no double. */
function arsinhOfExp(x: number): number {
  return x < 20 ? Math.asinh(Math.exp(x)) : x + Math.LN2;
}
