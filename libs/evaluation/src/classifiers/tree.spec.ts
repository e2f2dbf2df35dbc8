import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../seeded-random.js';
import { binned } from './binning.js';
import { rowOf } from './classifier.js';
import type { Matrix } from './classifier.js';
import { growTree, leafOf } from './tree.js';

function aTree(x: Matrix, target: Float64Array, limits: { maxDepth: number; minLeaf: number; featuresPerSplit: number }) {
  return growTree({ data: binned(x), target, limits, random: seededRandom(7) }, Int32Array.from({ length: x.rows }, (_, row) => row));
}

const someRows = fc.integer({ min: 1, max: 60 }).chain((rows) =>
  fc.record({
    values: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: rows * 2, maxLength: rows * 2 }),
    target: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: rows, maxLength: rows }),
  }),
);

describe('growTree', () => {
  it('gives every leaf the mean target of its training rows, and at least minLeaf of them unless it is the root', () => {
    fc.assert(
      fc.property(someRows, fc.integer({ min: 1, max: 5 }), ({ values, target }, minLeaf) => {
        const x = { rows: target.length, columns: 2, values: Float64Array.from(values) };
        const tree = aTree(x, Float64Array.from(target), { maxDepth: 4, minLeaf, featuresPerSplit: 1 });
        const leaves = target.map((_, row) => leafOf(tree, rowOf(x, row)));
        for (const leaf of new Set(leaves)) {
          const inside = target.filter((_, row) => leaves[row] === leaf);
          expect(inside.length).toBeGreaterThanOrEqual(Math.min(minLeaf, target.length));
          expect(tree.value[leaf]).toBeCloseTo(inside.reduce((sum, value) => sum + value, 0) / inside.length, 12);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('separates an exclusive or, although no single split helps', () => {
    const x = { rows: 4, columns: 2, values: Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1) };
    const tree = aTree(x, Float64Array.of(0, 1, 1, 0), { maxDepth: 2, minLeaf: 1, featuresPerSplit: 2 });
    expect([0, 1, 2, 3].map((row) => tree.value[leafOf(tree, rowOf(x, row))])).toEqual([0, 1, 1, 0]);
  });

  it('looks past features that are constant in a node', () => {
    const x = { rows: 4, columns: 3, values: Float64Array.of(5, 5, 1, 5, 5, 2, 5, 5, 3, 5, 5, 4) };
    const tree = aTree(x, Float64Array.of(0, 0, 1, 1), { maxDepth: 1, minLeaf: 1, featuresPerSplit: 1 });
    expect([tree.feature[0], tree.threshold[0]]).toEqual([2, 2.5]);
  });
});

describe('binned', () => {
  it('keeps at most 256 bins and the order of the values', () => {
    const x = { rows: 1000, columns: 1, values: Float64Array.from({ length: 1000 }, (_, row) => row ** 2) };
    const { bins, lowest, highest } = binned(x);
    expect(new Set(bins[0]).size).toBe(lowest[0].length);
    expect(lowest[0].length).toBeLessThanOrEqual(256);
    x.values.forEach((value, row) => {
      const bin = bins[0][row];
      expect(lowest[0][bin] <= value && value <= highest[0][bin]).toBe(true);
    });
    expect(highest[0].every((value, bin) => bin === 0 || highest[0][bin - 1] < lowest[0][bin])).toBe(true);
  });
});
