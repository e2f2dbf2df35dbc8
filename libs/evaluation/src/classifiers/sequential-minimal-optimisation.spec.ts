import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { solveDual } from './sequential-minimal-optimisation.js';

const TOLERANCE = 2e-3;
const point = fc.record({ at: fc.integer({ min: -20, max: 20 }), positive: fc.boolean() });

describe('solveDual', () => {
  it('satisfies the optimality conditions of every row', () => {
    fc.assert(
      fc.property(fc.array(point, { maxLength: 25 }), fc.constantFrom(0.1, 1, 10), (others, cost) => {
        const points = [...others, { at: -3, positive: false }, { at: 4, positive: true }];
        const labels = Float64Array.from(points, ({ positive }) => (positive ? 1 : -1));
        const kernelRow = (row: number): Float64Array => Float64Array.from(points, ({ at }) => Math.exp(-0.05 * (at - points[row].at) ** 2));
        const { alpha, offset } = solveDual({ labels, cost, kernelRow });
        expect(alpha.reduce((sum, value, row) => sum + value * labels[row], 0)).toBeCloseTo(0, 9);
        labels.forEach((label, row) => {
          const decision = kernelRow(row).reduce((sum, kernel, other) => sum + kernel * alpha[other] * labels[other], -offset);
          const margin = label * decision;
          expect(alpha[row] >= 0 && alpha[row] <= cost).toBe(true);
          if (alpha[row] < cost) expect(margin).toBeGreaterThan(1 - TOLERANCE);
          if (alpha[row] > 0) expect(margin).toBeLessThan(1 + TOLERANCE);
        });
      }),
      { numRuns: 60 },
    );
  });
});
