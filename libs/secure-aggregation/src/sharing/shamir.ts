import { inverse, multiply } from './field.js';

/** A share: the value at `point` (1 to 255) of one polynomial for each byte of the secret. */
export interface Share {
  readonly point: number;
  readonly bytes: Uint8Array;
}

/**
 * Shares of a secret at the points 1 … `count`; any `needed` of them give it back, fewer say nothing about it.
 *
 * @param coefficients (needed - 1) · secret.length uniform bytes, used for nothing else
 * @throws RangeError unless 2 <= needed <= count <= 255
 * @see Shamir 1979, byte by byte over GF(2^8)
 */
export function splitSecret({ secret, count, needed, coefficients }: { readonly secret: Uint8Array; readonly count: number; readonly needed: number; readonly coefficients: Uint8Array }): Share[] {
  if (needed < 2 || needed > count || count > 255) throw new RangeError(`A secret is split in at most 255 shares of which 2 or more are needed, not in ${count} with ${needed}.`);
  if (coefficients.length !== (needed - 1) * secret.length) throw new RangeError(`Expected ${(needed - 1) * secret.length} bytes of coefficients, not ${coefficients.length}.`);
  return Array.from({ length: count }, (_, k) => ({ point: k + 1, bytes: evaluate(secret, coefficients, k + 1) }));
}

/** Horner's rule; coefficient k of byte i stands at (k - 1) · length + i. */
function evaluate(secret: Uint8Array, coefficients: Uint8Array, point: number): Uint8Array {
  const length = secret.length;
  const value = new Uint8Array(length);
  for (let start = coefficients.length - length; start >= 0; start -= length) {
    for (let i = 0; i < length; i += 1) value[i] = multiply(value[i] ^ coefficients[start + i], point);
  }
  for (let i = 0; i < length; i += 1) value[i] ^= secret[i];
  return value;
}

/**
 * The values at 0 of the polynomials through these shares: the secret, if there are as many as are needed and all are right.
 *
 * @param shares at distinct points, of one length
 */
export function combineShares(shares: readonly Share[]): Uint8Array {
  const points = shares.map(({ point }) => point);
  const secret = new Uint8Array(shares[0].bytes.length);
  for (const { point, bytes } of shares) {
    const weight = lagrangeAtZero(point, points);
    for (let i = 0; i < secret.length; i += 1) secret[i] ^= multiply(bytes[i], weight);
  }
  return secret;
}

function lagrangeAtZero(point: number, points: readonly number[]): number {
  let numerator = 1;
  let denominator = 1;
  for (const other of points) {
    if (other === point) continue;
    numerator = multiply(numerator, other);
    denominator = multiply(denominator, other ^ point);
  }
  return multiply(numerator, inverse(denominator));
}
