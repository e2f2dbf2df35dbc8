import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { symmetricEigen, withEigenvalues } from './symmetric-eigen.js';

const { eigen } = JSON.parse(readFileSync(new URL('../../../../../test/vectors/spectrum.json', import.meta.url), 'utf8')) as { eigen: { matrix: number[]; values: number[] } };

const aSymmetricMatrix = fc.integer({ min: 1, max: 8 }).chain((m) =>
  fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: m * m, maxLength: m * m }).map((values) => Float64Array.from(values, (_, at) => values[Math.min(at, (at % m) * m + Math.floor(at / m))])),
);

describe('symmetricEigen', () => {
  it('finds the eigenvalues that numpy finds', () => {
    const values = [...symmetricEigen(Float64Array.from(eigen.matrix)).values].sort((a, b) => a - b);
    values.forEach((value, k) => expect(value).toBeCloseTo(eigen.values[k], 12));
  });

  it('gives back the matrix if no eigenvalue is changed', () => {
    fc.assert(
      fc.property(aSymmetricMatrix, (matrix) => {
        withEigenvalues(symmetricEigen(matrix), (value) => value).forEach((value, at) => expect(Math.abs(value - matrix[at])).toBeLessThan(1e-10));
      }),
    );
  });

  it('has orthonormal eigenvectors', () => {
    fc.assert(
      fc.property(aSymmetricMatrix, (matrix) => {
        const m = Math.sqrt(matrix.length);
        withEigenvalues(symmetricEigen(matrix), () => 1).forEach((value, at) => expect(Math.abs(value - (at % (m + 1) === 0 ? 1 : 0))).toBeLessThan(1e-12));
      }),
    );
  });
});
