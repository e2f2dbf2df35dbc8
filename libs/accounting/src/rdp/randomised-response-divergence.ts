import type { RandomisedAnswer } from '../dp-event.js';

/**
 * Renyi divergence of a randomised answer among k categories, between two units with different true answers.
 *
 * Each category has probability o = replaced / (k outOf), the true one r o with r = 1 + k (outOf - replaced) / replaced, so
 * exp((a - 1) D) = o (r^a + r^(1 - a) + k - 2). With g = r^(a - 1) - 1 that exceeds 1 = o (r + 1 + k - 2) by
 * o ((r - 1) g + g^2 / (1 + g)): for a small divergence this is summed, and nothing cancels.
 * @param order finite, more than 1
 */
export function randomisedResponseDivergence(order: number, { categories, replaced, outOf }: RandomisedAnswer): number {
  const other = replaced / (categories * outOf);
  const excess = (categories * (outOf - replaced)) / replaced;
  const logRatio = Math.log1p(excess);
  const exponent = (order - 1) * logRatio;
  const growth = Math.expm1(exponent);
  if (exponent < 1) return Math.log1p(other * (excess * growth + growth * growth * Math.exp(-exponent))) / (order - 1);
  const rest = Math.exp(-exponent - order * logRatio) + (categories - 2) * Math.exp(-order * logRatio);
  return (order * logRatio + Math.log(other) + Math.log1p(rest)) / (order - 1);
}
