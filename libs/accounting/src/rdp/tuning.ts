import { firstWhere } from '../bisection.js';
import { outOfRange } from '../out-of-range.js';
import { curveOfProfile, type RenyiProfile } from './renyi-profile.js';

/**
 * How many runs there are, drawn at random and independently of records.
 *
 * `negative-binomial` is truncated to at least one run; shape 1 is the geometric distribution, shape 0 the logarithmic one.
 * `poisson` may be no run at all.
 */
export type RandomTrials =
  | { readonly kind: 'negative-binomial'; readonly mean: number; readonly shape: number }
  | { readonly kind: 'poisson'; readonly mean: number };

/**
 * The cost of running something a fixed number of times and releasing whatever one likes of the outputs: that of all of them.
 *
 * @param trials a positive safe integer
 * @throws RangeError if it is not
 */
export function fixedTrials(profile: RenyiProfile, trials: number): RenyiProfile {
  if (!(Number.isSafeInteger(trials) && trials > 0)) throw outOfRange('trials', trials, 'a positive safe integer');
  return { orders: profile.orders, divergences: profile.divergences.map((divergence) => trials * divergence) };
}

/**
 * The cost of running something a random number of times and releasing only the best output.
 *
 * Each run draws its own settings at random; what makes an output best is part of the output. Nothing else of any run leaves.
 * @param profile of one run, whatever its settings
 * @param trials mean finite and at least 1, shape finite and at least 0
 * @throws RangeError if they are not
 * @see Papernot, Steinke 2022, Theorems 2 (negative binomial) and 6 (Poisson), arXiv:2110.03620
 */
export function repeatAndSelect(profile: RenyiProfile, trials: RandomTrials): RenyiProfile {
  if (!(trials.mean >= 1 && trials.mean < Infinity)) throw outOfRange('mean', trials.mean, 'a finite number of at least 1');
  const { orders } = profile;
  const divergences = trials.kind === 'poisson' ? withPoissonTrials(profile, trials.mean) : withNegativeBinomialTrials(profile, trials);
  // A divergence grows with its order, so a bound at a larger order is one at a smaller order too.
  return { orders, divergences: orders.map((order) => Math.min(...divergences.filter((_, j) => orders[j] >= order))) };
}

/** D(a) + mean delta + ln(mean) / (a - 1), where one run is (epsilon, delta)-DP for e^epsilon = 1 + 1 / (a - 1). */
function withPoissonTrials(profile: RenyiProfile, mean: number): number[] {
  const curve = curveOfProfile(profile);
  return profile.orders.map((order, i) => {
    const delta = curve.deltaAt(Math.log1p(1 / (order - 1)));
    return profile.divergences[i] + mean * delta + Math.log(mean) / (order - 1);
  });
}

/** D(a) + ln(mean) / (a - 1) + (1 + shape) times the least over orders b of (1 - 1/b) D(b) + ln(1 / gamma) / b. */
function withNegativeBinomialTrials({ orders, divergences }: RenyiProfile, { mean, shape }: { mean: number; shape: number }): number[] {
  if (!(shape >= 0 && shape < Infinity)) throw outOfRange('shape', shape, 'a finite number of at least 0');
  const logInverseGamma = logInverseGammaFor(mean, shape);
  const least = Math.min(...orders.map((order, i) => (1 - 1 / order) * divergences[i] + logInverseGamma / order));
  return orders.map((order, i) => divergences[i] + Math.log(mean) / (order - 1) + (1 + shape) * least);
}

/** The x = ln(1 / gamma) at which the mean number of runs is `mean`, rounded up, which costs more. */
function logInverseGammaFor(mean: number, shape: number): number {
  const enough = (x: number) => meanTrials(x, shape) >= mean;
  let high = 1;
  while (!enough(high)) high *= 2;
  return firstWhere(enough, 0, high);
}

/** shape (1 / gamma - 1) / (1 - gamma^shape), and its limit for shape 0; grows with x = ln(1 / gamma) from 1 at 0. */
function meanTrials(x: number, shape: number): number {
  if (x === 0) return 1;
  return shape === 0 ? Math.expm1(x) / x : (shape * Math.expm1(x)) / -Math.expm1(-shape * x);
}
