/**
 * The product of two elements of GF(2^8) = GF(2)[x] / (x^8 + x^4 + x^3 + x + 1), the field of AES.
 *
 * Takes the same time for all elements: no branch and no table depends on them.
 */
export function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 0; bit < 8; bit += 1) {
    product ^= a & -(b & 1);
    a = ((a << 1) ^ (0x1b & -(a >> 7))) & 0xff;
    b >>= 1;
  }
  return product;
}

/** The inverse of an element other than 0: its 254th power. */
export function inverse(a: number): number {
  let power = a;
  for (let k = 0; k < 6; k += 1) power = multiply(multiply(power, power), a);
  return multiply(power, power);
}
