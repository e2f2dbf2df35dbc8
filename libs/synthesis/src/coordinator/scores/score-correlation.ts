import { normalDensity } from './normal-distribution.js';
import type { LatentMargin } from './latent-margin.js';

/** At a correlation of .985 what is left out is below a thousandth. */
const TERMS = 400;

/**
 * The coefficients of a step's standardised score, as a function of its normal number, in normalised Hermite polynomials of degree
 * 1, 2, ...; zero for a step that has one score only.
 *
 * A score that rises by d at the bound t has the coefficient d density(t) h_{k-1}(t) / sqrt(k).
 * @returns [TERMS] whose squares add up to at most 1, nearly
 */
export function hermiteCoefficients({ scores, below, bounds }: LatentMargin): Float64Array {
  const coefficients = new Float64Array(TERMS);
  for (let k = 1; k < scores.length; k += 1) addRise(coefficients, { at: bounds[k], by: scores[k] - scores[k - 1] });
  const share = (k: number): number => below[k + 1] - below[k];
  const mean = scores.reduce((sum, score, k) => sum + share(k) * score, 0);
  const variance = scores.reduce((sum, score, k) => sum + share(k) * (score - mean) * (score - mean), 0);
  return variance > 0 ? coefficients.map((value) => value / Math.sqrt(variance)) : coefficients;
}

function addRise(coefficients: Float64Array, { at, by }: { readonly at: number; readonly by: number }): void {
  const height = by * normalDensity(at);
  let [polynomial, before] = [1, 0];
  for (let k = 1; k <= coefficients.length; k += 1) {
    coefficients[k - 1] += (height * polynomial) / Math.sqrt(k);
    const next = (at * polynomial - Math.sqrt(k - 1) * before) / Math.sqrt(k);
    before = polynomial;
    polynomial = next;
  }
}

/**
 * The correlation of two steps' scores whose normal numbers have the correlation r: the sum of a_k b_k r^k.
 * @see Mehler's formula; Cario, Nelson 1997, Modeling and generating random vectors with arbitrary marginal distributions
 */
export function scoreCorrelation(products: Float64Array, r: number): number {
  let sum = 0;
  for (let k = products.length - 1; k >= 0; k -= 1) sum = (sum + products[k]) * r;
  return sum;
}

const LARGEST = 0.995;

/**
 * The correlation that two normal numbers need for their scores to have this one; it grows with it, so halving finds it.
 * @param products [TERMS] of the coefficients of both
 * @returns between -.995 and .995, whose end is returned where even that is not enough
 */
export function latentCorrelation(products: Float64Array, target: number): number {
  let [low, high] = [-LARGEST, LARGEST];
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2;
    if (scoreCorrelation(products, middle) < target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
