import type { Fraction } from './fraction.js';

/** Fractional bits of the result; the error stays below 2^-120. */
const BITS = 128n;
const ONE = 1n << BITS;
/** With an argument of at most 1/3 the remainder after these terms is below 2^-128. */
const TERMS = 41n;

/**
 * A fraction that is not below the natural logarithm of another, and above it by less than (2 + log2 x) 2^-120.
 *
 * ln x = m ln 2 + ln(x / 2^m), each by ln y = 2 artanh((y - 1) / (y + 1)) with y from 1 to 2, whose terms are all positive:
 * each is rounded up, and the remainder is bounded by the geometric series.
 * @param x at least 1
 */
export function logCeiling(x: Fraction): Fraction {
  let { denominator } = x;
  let doublings = 0n;
  while (x.numerator >= 2n * denominator) {
    denominator *= 2n;
    doublings += 1n;
  }
  const rest = twiceArtanh(x.numerator - denominator, x.numerator + denominator);
  return { numerator: doublings * twiceArtanh(1n, 3n) + rest, denominator: ONE };
}

/** 2 artanh(a / b) for a / b from 0 to 1/3, in units of 2^-128, rounded up. */
function twiceArtanh(a: bigint, b: bigint): bigint {
  const z = (a * ONE + b - 1n) / b;
  const square = timesUp(z, z);
  let power = z;
  let sum = 0n;
  for (let k = 0n; k < TERMS; k += 1n) {
    sum += power / (2n * k + 1n) + 1n;
    power = timesUp(power, square);
  }
  // z^2 is at most 1/9, so what is left out is at most 9/8 of the next term.
  return 2n * (sum + 2n * power);
}

function timesUp(a: bigint, b: bigint): bigint {
  return (a * b) / ONE + 1n;
}
