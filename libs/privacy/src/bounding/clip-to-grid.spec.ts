import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { clipToGrid } from './clip-to-grid.js';

const clipped = (vector: number[], grid: number, clippingNorm: number) => [
  ...clipToGrid(Float64Array.from(vector), { grid, clippingNorm }, new Int32Array(vector.length).fill(7)),
];
const exactSquaredNorm = (integers: number[]) => integers.reduce((sum, x) => sum + BigInt(x) ** 2n, 0n);

/** Every double there is, and those that break arithmetic more often than chance would pick them. */
const anyDouble = fc.oneof(
  fc.double(),
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.constantFrom(NaN, Infinity, -Infinity, 0, -0, 5e-324, -5e-324, 2 ** -1022, Number.MAX_VALUE, -Number.MAX_VALUE, 1, -1),
);
const aFiniteVector = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 12 });
const aGrid = fc.oneof(fc.integer({ min: 1, max: 4096 }), fc.constant(2 ** 31 - 1));
const aNorm = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 2 ** 25 - 5, max: 2 ** 25 }));

describe('clipToGrid', () => {
  it('holds integers whose squares add up to at most the squared norm, whatever the vector holds', () => {
    fc.assert(
      fc.property(fc.array(anyDouble, { maxLength: 12 }), aGrid, aNorm, (vector, grid, norm) => {
        const integers = clipped(vector, grid, norm);
        expect(exactSquaredNorm(integers) <= BigInt(norm) ** 2n).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('only truncates a vector that is within the norm', () => {
    expect(clipped([0.3, -0.4, 0], 1000, 500)).toEqual([300, -400, 0]);
    expect(clipped([0.1299, -0.1299], 100, 500)).toEqual([12, -12]);
    expect(clipped([1, 2, 2], 64, 192)).toEqual([64, 128, 128]);
  });

  it('shortens a vector that is one squared step too long', () => {
    expect(clipped([3, 4], 1, 5)).toEqual([3, 4]);
    expect(clipped([5, 1], 1, 5)).toEqual([4, 0]);
    expect(clipped([2 ** 25, 1], 1, 2 ** 25)).toEqual([2 ** 25 - 33, 0]);
  });

  it('scales a longer vector down to the norm, but for a 2^-20th part and one step for each coordinate', () => {
    fc.assert(
      fc.property(aFiniteVector, fc.integer({ min: 1, max: 4096 }), aNorm, (vector, grid, norm) => {
        const largest = Math.max(...vector.map(Math.abs));
        const length = Math.hypot(...vector.map((x) => x / largest));
        fc.pre(largest * grid * length > norm * (1 + 1e-9));
        vector.forEach((x, i) => {
          const exact = (x / largest / length) * norm;
          const kept = clipped(vector, grid, norm)[i];
          expect(kept * Math.sign(x)).toBeGreaterThanOrEqual(Math.abs(exact) * (1 - 2 ** -20) - 1 - 1e-6);
          expect(Math.abs(kept)).toBeLessThanOrEqual(Math.abs(exact) * (1 + 1e-12));
        });
      }),
    );
  });

  it('loses no vector to rounding, however many coordinates it has', () => {
    const vector = Float64Array.from({ length: 200_000 }, (_, i) => Math.sin(i) * 1e200);
    const integers = [...clipToGrid(vector, { grid: 1024, clippingNorm: 2 ** 25 }, new Int32Array(vector.length))];
    const norm = Math.sqrt(Number(exactSquaredNorm(integers)));
    expect(norm).toBeGreaterThan(2 ** 25 * (1 - 2 ** -20) - Math.sqrt(200_000));
    expect(norm).toBeLessThanOrEqual(2 ** 25);
  });

  it.each([[[NaN, 1]], [[Infinity, 1]], [[-Infinity, Infinity]], [[0, 0]], [[5e-324, -(2 ** -1022)]]])('makes %j zero', (vector) => {
    expect(clipped(vector, 1000, 500).map(Math.abs)).toEqual([0, 0]);
  });

  it('keeps the direction of a vector so large that its length is no double', () => {
    expect(clipped([Number.MAX_VALUE, -Number.MAX_VALUE], 1000, 1000)).toEqual([707, -707]);
  });

  it('leaves the vector it was given as it was', () => {
    const vector = Float64Array.of(3, 4);
    clipToGrid(vector, { grid: 1, clippingNorm: 1 }, new Int32Array(2));
    expect([...vector]).toEqual([3, 4]);
  });
});
