import { exp } from '../../plan/deterministic-math.js';

const ROOT_OF_TURN = 2.5066282746310002; // sqrt(2 pi)
/** Beyond it less than 1e-19 is left, which the sum with one half cannot show. */
const FAR = 9;

/** The density of the standard normal distribution, with the same bits on every engine. */
export const normalDensity = (x: number): number => exp(-0.5 * x * x) / ROOT_OF_TURN;

/**
 * The probability that a standard normal number is below x, within 2e-15, with the same bits on every engine.
 * @see Marsaglia 2004, Evaluating the normal distribution: one half, and the density times x + x^3/3 + x^5/15 + ...
 */
export function normalCumulative(x: number): number {
  if (x <= -FAR) return 0;
  if (x >= FAR) return 1;
  const square = x * x;
  let [term, sum, before] = [x, x, 0];
  for (let odd = 3; sum !== before; odd += 2) {
    before = sum;
    term *= square / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

/** Where the cumulative probability first reaches p: -9 from 0 down, and 9 from 1 up. */
export function normalQuantile(p: number): number {
  if (p <= 0) return -FAR;
  if (p >= 1) return FAR;
  let [low, high] = [-FAR, FAR];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (normalCumulative(middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
