/**
 * Exponential and logarithm that give the same bits on every engine.
 *
 * `Math.exp` and `Math.log` are implementation-defined, so a replay on another engine could draw other rows. These use
 * only IEEE 754 additions, multiplications, divisions and exact scaling by powers of two.
 */

const LN2_HIGH = 0.693147180369123816490; // its low 21 bits are zero: k * LN2_HIGH is exact for |k| < 2^20
const LN2_LOW = 1.90821492927058770002e-10;
const PER_LN2 = 1 / (LN2_HIGH + LN2_LOW);
const NEAREST_INTEGER = 6755399441055744; // 1.5 x 2^52: added and taken away, it rounds to a whole number
const SMALLEST_EXPONENT = -1074;
const LARGEST_EXPONENT = 1023;

const POWERS_OF_TWO = powersOfTwo();

/**
 * e to the power x, within about one unit in the last place.
 *
 * x = k ln 2 + r with |r| <= ln(2)/2; on that interval the Taylor polynomial of degree 13 is off by less than 1e-17. Its
 * terms are added in pairs, which a processor does side by side.
 */
export function exp(x: number): number {
  if (!(x > -746)) return x !== x ? NaN : 0;
  if (x > 710) return Infinity;
  const k = x * PER_LN2 + NEAREST_INTEGER - NEAREST_INTEGER;
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  const square = r * r;
  const fourth = square * square;
  const low = 1 / 2 + r * (1 / 6) + square * (1 / 24 + r * (1 / 120));
  const middle = 1 / 720 + r * (1 / 5040) + square * (1 / 40320 + r * (1 / 362880));
  const high = 1 / 3628800 + r * (1 / 39916800) + square * (1 / 479001600 + r * (1 / 6227020800));
  return scaled(1 + (r + square * (low + fourth * (middle + fourth * high))), k);
}

/**
 * Natural logarithm of x, within about one unit in the last place.
 *
 * x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); log(1 + f) = 2 artanh(f / (2 + f)) by its series.
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  const { exponent, fraction } = split(x);
  const f = fraction - 1;
  const s = f / (2 + f);
  const halfSquare = 0.5 * f * f;
  const correction = s * (halfSquare + artanhTail(s * s)) + exponent * LN2_LOW;
  return exponent * LN2_HIGH - (halfSquare - correction - f);
}

/** 2 (z/3 + z^2/5 + ... + z^11/23): what 2 artanh(s)/s adds to 2, for z = s^2 <= 0.0295. */
function artanhTail(z: number): number {
  let sum = 0;
  for (let n = 11; n >= 1; n--) sum = z * (sum + 2 / (2 * n + 1));
  return sum;
}

function scaled(value: number, exponent: number): number {
  if (exponent > -1022 && exponent < 1024) return value * POWERS_OF_TWO[exponent - SMALLEST_EXPONENT];
  const half = exponent >> 1; // two exact steps reach the subnormals with one rounding
  return value * POWERS_OF_TWO[half - SMALLEST_EXPONENT] * POWERS_OF_TWO[exponent - half - SMALLEST_EXPONENT];
}

/** Binary search over exact powers of two: the same answer whatever the byte order of the machine. */
function split(x: number): { exponent: number; fraction: number } {
  let low = 0;
  let high = POWERS_OF_TWO.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (POWERS_OF_TWO[middle] <= x) low = middle;
    else high = middle - 1;
  }
  const exponent = low + SMALLEST_EXPONENT;
  const fraction = exponent < -1022 ? x / POWERS_OF_TWO[low] : scaled(x, -exponent);
  return fraction > Math.SQRT2 ? { exponent: exponent + 1, fraction: fraction / 2 } : { exponent, fraction };
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1);
  for (let k = 0, up = 1; k <= LARGEST_EXPONENT; k++, up *= 2) powers[k - SMALLEST_EXPONENT] = up;
  for (let k = -1, down = 0.5; k >= SMALLEST_EXPONENT; k--, down /= 2) powers[k - SMALLEST_EXPONENT] = down;
  return powers;
}
