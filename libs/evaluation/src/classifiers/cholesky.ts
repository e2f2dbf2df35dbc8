/**
 * Solves A v = b for a symmetric positive definite A by Cholesky's factorisation.
 *
 * @param a [k, k], row major; only the lower triangle is read, and it is overwritten
 * @param b [k]
 * @returns v, [k]
 * @throws RangeError if a pivot is not positive
 */
export function solvePositiveDefinite(a: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  factorise(a, size);
  const v = Float64Array.from(b);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) v[i] -= a[i * size + k] * v[k];
    v[i] /= a[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) v[i] -= a[k * size + i] * v[k];
    v[i] /= a[i * size + i];
  }
  return v;
}

function factorise(a: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * size + j];
      for (let k = 0; k < j; k++) sum -= a[i * size + k] * a[j * size + k];
      if (i !== j) a[i * size + j] = sum / a[j * size + j];
      else if (sum > 0) a[i * size + i] = Math.sqrt(sum);
      else throw new RangeError(`the matrix is not positive definite: pivot ${i} is not positive`);
    }
  }
}
