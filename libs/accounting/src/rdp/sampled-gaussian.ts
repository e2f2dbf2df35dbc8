import { logOnePlusExp, logSumExp } from './binomial-moment.js';
import { symmetricallySampled } from './symmetric-sampling.js';

/** Nodes reach this many standard deviations beyond both ends; what is left out is below e^-72 of the whole. */
const REACH = 12;
/** The discretisation error of A is below 2 e^-45 of it, that of A - 1 below e^-45 (2 + 8 sigma^2) of it. */
const DIGITS = 45;
/** Up to this order times u the binomial series is summed. */
const SMALL = 0.1;
/** Below this noise multiplier the integral needs too many nodes; the chord between integer orders is used. */
const FEWEST_NOISE = 0.1;
/** The distance between 1 and the next double. */
const ULP = 2 ** -52;
/** e to this is still a double. */
const LARGEST_EXPONENT = 700;
/**
 * Renyi divergence of Gaussian noise on a Poisson sample, at any order, under add-or-remove-one: a binomial sum at integer
 * orders and an integral between them.
 *
 * @param q sampling probability, between 0 and 1, both excluded
 * @param noiseMultiplier standard deviation over L2 sensitivity
 */
export function sampledGaussian({ q, noiseMultiplier }: { q: number; noiseMultiplier: number }): (order: number) => number {
  const atIntegers = symmetricallySampled(q, (order) => order / (2 * noiseMultiplier * noiseMultiplier));
  if (noiseMultiplier < FEWEST_NOISE) return atIntegers;
  return (order) => (Number.isInteger(order) ? atIntegers(order) : sampledGaussianIntegral(order, { q, noiseMultiplier }));
}

/**
 * The same as an integral, at any order.
 *
 * It is ln A / (a - 1) with A = E[(1 + u)^a], u = q (e^((2x - 1) / 2 sigma^2) - 1), x normal with standard deviation sigma; of the
 * two directions this is the larger one (`symmetric-sampling.ts`). The mean of u is 0, so A - 1 is the mean of
 * (1 + u)^a - 1 - a u, which is never negative: nothing cancels, at any order and however small A - 1 is. (The alternating
 * series of Mironov, Talwar, Zhang loses all digits at small fractional orders, where libraries drop or overstate them.)
 *
 * It is summed by the trapezoidal rule on the real line. (1 + u)^a is analytic where |Im x| < pi sigma^2, up to the zeros of
 * 1 + u, and at x + iy at most its value at x, since |1 + u| is; the normal density grows by e^(y^2 / 2 sigma^2). So with step h
 * and any y in that strip the relative error of A is at most 2 e^(y^2 / 2 sigma^2 - 2 pi y / h); `stepOf` chooses h for 2 e^-45.
 *
 * @param order finite, more than 1
 * @param noiseMultiplier sigma; the time this takes grows with order / sigma^2
 * @see Mironov, Talwar, Zhang 2019, arXiv:1908.10530; Trefethen, Weideman 2014, Theorem 5.1 (trapezoidal rule)
 */
export function sampledGaussianIntegral(order: number, { q, noiseMultiplier }: { q: number; noiseMultiplier: number }): number {
  const variance = noiseMultiplier * noiseMultiplier;
  const step = stepOf(variance);
  const first = Math.floor((-REACH * noiseMultiplier) / step);
  const logScale = Math.log(step) - Math.log(2 * Math.PI * variance) / 2;
  const terms = new Float64Array(Math.ceil((order + REACH * noiseMultiplier) / step) - first + 1);
  for (let i = 0; i < terms.length; i += 1) {
    const x = (first + i) * step;
    terms[i] = logScale - (x * x) / (2 * variance) + logBend((x - 0.5) / variance, q, order);
  }
  return logOnePlusExp(logSumExp(terms)) / (order - 1);
}

/** With y = 2 pi sigma^2 / h inside the strip the exponent is -2 pi^2 sigma^2 / h^2; else y is the edge of the strip. */
function stepOf(variance: number): number {
  const inside = Math.PI * Math.sqrt((2 * variance) / DIGITS);
  return inside >= 2 ? inside : 2 / (0.5 + DIGITS / (Math.PI * Math.PI * variance));
}

/** ln(1 - q + q e^odds) without overflow. */
function logMixture(odds: number, q: number): number {
  return odds < LARGEST_EXPONENT ? Math.log1p(q * Math.expm1(odds)) : odds + Math.log(q + (1 - q) * Math.exp(-odds));
}

/** ln((1 + u)^a - 1 - a u) for u = q (e^odds - 1). A small u has the binomial series; elsewhere less than two digits cancel. */
function logBend(odds: number, q: number, order: number): number {
  const logOnePlusU = logMixture(odds, q);
  const u = Math.expm1(logOnePlusU);
  if (Math.abs(u) * order < SMALL) return Math.log(binomialTail(u, order));
  const power = order * logOnePlusU;
  if (power < 1) return Math.log(Math.expm1(power) - order * u);
  return power + Math.log1p(-Math.exp(-power) - order * (Math.exp(logOnePlusU - power) - Math.exp(-power)));
}

/** The binomial series of (1 + u)^a from its third term on. */
function binomialTail(u: number, order: number): number {
  let term = (order * (order - 1) * u * u) / 2;
  let sum = 0;
  for (let k = 2; Math.abs(term) > sum * ULP; k += 1) {
    sum += term;
    term *= ((order - k) / (k + 1)) * u;
  }
  return sum;
}
