/** An exact fraction; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const ZERO: Fraction = Object.freeze({ numerator: 0n, denominator: 1n });

export function fraction(numerator: number | bigint, denominator: number | bigint): Fraction {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) };
}

export function plus(a: Fraction, b: Fraction): Fraction {
  // Parts of one plan share denominators; without this a sum of many parts would drag along their product.
  if (a.denominator === b.denominator) return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return { numerator: a.numerator * b.denominator + b.numerator * a.denominator, denominator: a.denominator * b.denominator };
}

export function product(a: Fraction, b: Fraction): Fraction {
  return { numerator: a.numerator * b.numerator, denominator: a.denominator * b.denominator };
}

/** The smaller of two fractions. */
export function atMost(a: Fraction, b: Fraction): Fraction {
  return a.numerator * b.denominator <= b.numerator * a.denominator ? a : b;
}

/** Every finite double is a fraction of an integer over a power of two; this is it, not always in lowest terms. */
export function exactFraction(x: number): Fraction {
  let numerator = x;
  let denominator = 1n;
  // A double that is no integer is below 2^53, so the product is exact.
  while (!Number.isInteger(numerator)) {
    numerator *= 2 ** 53;
    denominator <<= 53n;
  }
  return { numerator: BigInt(numerator), denominator };
}

/** The smallest integer that is not below a fraction of at least 0. */
export function ceiling({ numerator, denominator }: Fraction): bigint {
  return (numerator + denominator - 1n) / denominator;
}

/** A double that is not below a fraction of at least 0, and above it by less than 5 parts in 10^16 or by the smallest double; Infinity if it is too large. */
export function upperDouble({ numerator, denominator }: Fraction): number {
  if (numerator === 0n) return 0;
  const shift = Math.max(0, 64 + denominator.toString(2).length - numerator.toString(2).length);
  const scaled = Number(ceiling({ numerator: numerator << BigInt(shift), denominator }));
  return Math.max(Number.MIN_VALUE, scaled * (1 + Number.EPSILON) * 2 ** -shift);
}
