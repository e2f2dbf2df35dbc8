/** Step of the trapezoidal rule; its error is a factor of about e^(-pi^2 / h^2), 7e-18 here. */
const STEP = 0.5;
/** exp(-(n h)^2) for n from 1; the next one is below 2^-60. */
const WEIGHTS = Array.from({ length: 13 }, (_, n) => Math.exp(-(((n + 1) * STEP) ** 2)));
/** A term below this share of the sum no longer changes it. */
const NEGLIGIBLE = 2 ** -54;
/** From here on the pole of the integrand lies outside the strip that the trapezoidal rule needs. */
const POLE_OUTSIDE = Math.PI / STEP;

/**
 * The scaled complementary error function, e^(x^2) erfc(x), which stays a double where erfc itself is too small for one.
 *
 * Guarantee: relative error below 4e-15 (test/vectors/normal.json, 50 digits), for x of at least -26; Infinity below.
 * From 1 on it is the trapezoidal rule for erfcx(x) = (x / pi) times the integral of e^(-t^2) / (x^2 + t^2), which converges
 * geometrically, with the residue of the pole at i x; below 1 it is the series of erf with positive terms.
 * @see Chiarella, Reichel 1968, On the evaluation of integrals related to the error function
 */
export function erfcx(x: number): number {
  if (x < 0) return 2 * Math.exp(x * x) - erfcx(-x);
  if (x === Infinity) return 0;
  return x < 1 ? Math.exp(x * x) - scaledErf(x) : trapezoid(x);
}

/** erfc(x) = 1 - erf(x), down to the smallest double. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return Math.exp(-x * x) * erfcx(x);
}

function trapezoid(x: number): number {
  const sum = WEIGHTS.reduce((total, weight, n) => total + weight / (((n + 1) * STEP) ** 2 + x * x), 1 / (2 * x * x));
  const main = ((2 * STEP * x) / Math.PI) * sum;
  if (x >= POLE_OUTSIDE) return main;
  return main - 2 / (Math.exp(((2 * Math.PI) / STEP) * x - x * x) - Math.exp(-x * x));
}

/** e^(x^2) erf(x) = 2 / sqrt(pi) times the sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)). */
function scaledErf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * NEGLIGIBLE; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
