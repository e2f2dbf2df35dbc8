import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { solvePositiveDefinite } from './cholesky.js';

describe('solvePositiveDefinite', () => {
  it('finds the vector that the matrix maps to the right side', () => {
    const small = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(small, { minLength: 9, maxLength: 9 }), fc.array(small, { minLength: 3, maxLength: 3 }), (root, wanted) => {
        const entry = (i: number, j: number): number => [0, 1, 2].reduce((sum, k) => sum + root[i * 3 + k] * root[j * 3 + k], i === j ? 1 : 0);
        const a = Float64Array.from({ length: 9 }, (_, at) => entry(Math.floor(at / 3), at % 3));
        const b = Float64Array.from({ length: 3 }, (_, i) => [0, 1, 2].reduce((sum, j) => sum + a[i * 3 + j] * wanted[j], 0));
        solvePositiveDefinite(a, b).forEach((value, k) => expect(value).toBeCloseTo(wanted[k], 8));
      }),
    );
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => solvePositiveDefinite(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toThrow(/pivot 1/);
  });
});
