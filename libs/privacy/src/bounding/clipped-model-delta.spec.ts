import type { Adjacency } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { open, Sensitive } from '../boundary.js';
import { clippedModelDelta } from './clipped-model-delta.js';

const blocks = [
  { length: 2, clippingNorm: 50 },
  { length: 1, clippingNorm: 7 },
];
const bounded = (delta: number[] | null, adjacency: Adjacency = 'add-or-remove-one') =>
  clippedModelDelta({ delta: Sensitive.of(delta), blocks, grid: 10, adjacency });

const aDelta = fc.option(fc.array(fc.oneof(fc.double(), fc.double({ min: -9, max: 9, noNaN: true })), { minLength: 3, maxLength: 3 }));
const adjacencies: Adjacency[] = ['add-or-remove-one', 'replace-one'];

describe('clippedModelDelta', () => {
  it('clips each block of the delta to its norm, on the grid', () => {
    expect([...open(bounded([3, 4, -0.7]))]).toEqual([30, 40, -7]);
    expect([...open(bounded([300, -400, 9]))]).toEqual([29, -39, 6]);
  });

  it('moves by at most twice the norm from any training to any other, under either adjacency', () => {
    fc.assert(
      fc.property(aDelta, aDelta, fc.constantFrom(...adjacencies), (one, other, adjacency) => {
        const [a, b] = [bounded(one, adjacency), bounded(other, adjacency)];
        a.blocks.forEach(({ start, length, squaredSensitivity }) => {
          const distance = [...open(a).subarray(start, start + length)].reduce((sum, x, i) => sum + (x - open(b)[start + i]) ** 2, 0);
          expect(distance).toBeLessThanOrEqual(squaredSensitivity);
        });
      }),
      { numRuns: 500 },
    );
  });

  it.each(adjacencies)('claims twice the norm under %s, because one record may turn the result round', (adjacency) => {
    expect(bounded([0, 0, 0], adjacency).blocks.map(({ squaredSensitivity }) => squaredSensitivity)).toEqual([100 ** 2, 14 ** 2]);
    const opposite = [open(bounded([0, 0, 0.7]))[2], open(bounded([0, 0, -0.7]))[2]];
    expect((opposite[0] - opposite[1]) ** 2).toBe(14 ** 2);
    expect(bounded(null, adjacency).adjacency).toBe(adjacency);
  });

  it.each([[null], [[1, 2]], [[NaN, 1, 1]], [[1, Infinity, 1]]])('is zero for the delta %j', (delta) => {
    expect([...open(bounded(delta))]).toEqual([0, 0, 0]);
  });

  it('refuses a grid that is not a positive integer', () => {
    const options = { delta: Sensitive.of([0, 0, 0]), blocks, adjacency: 'replace-one' as const };
    expect(() => clippedModelDelta({ ...options, grid: 0 })).toThrow(
      new RangeError('grid must be an integer from 1 to 2147483647, but it is 0'),
    );
  });
});
