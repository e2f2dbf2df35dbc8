import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { associationMaps, pairsByDifference, strongest, type Association } from './association.js';

const association: Association = {
  measure: 'bias-corrected Cramér’s V',
  columns: ['age', 'sex', 'disease'],
  synthetic: [[1, 0.1, 0.2], [0.1, 1, 0.5], [0.2, 0.5, 1]],
  real: [[1, 0.2, 0.6], [0.2, 1, 0.4], [0.6, 0.4, 1]],
};

/** Symmetric, with ones on the diagonal. */
const associations = fc.integer({ min: 1, max: 7 }).chain((size) => {
  const matrix = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: size * size, maxLength: size * size }).map((values) =>
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_unused, j) => (i === j ? 1 : values[Math.max(i, j) * size + Math.min(i, j)]))),
  );
  return fc.record({ measure: fc.constant(association.measure), columns: fc.constant(Array.from({ length: size }, (_, i) => `c${i}`)), synthetic: matrix, real: matrix });
});

describe('associationMaps', () => {
  it('holds each pair once, below the diagonal, and the difference without its sign', () => {
    const { synthetic, real, difference } = associationMaps(association);
    expect([synthetic.at(2, 0), real.at(2, 0)]).toEqual([0.2, 0.6]);
    expect([difference.at(2, 0), difference.at(2, 1)]).toEqual([expect.closeTo(0.4, 12), expect.closeTo(0.1, 12)]);
    expect([synthetic, real, difference].flatMap((map) => [map.at(0, 0), map.at(0, 2)])).toEqual([null, null, null, null, null, null]);
  });
});

describe('pairsByDifference', () => {
  it('starts with the pair that changed most, and tells whether it was weakened', () => {
    const [first] = pairsByDifference(association);
    expect(first).toEqual({ columns: ['age', 'disease'], synthetic: 0.2, real: 0.6, difference: expect.closeTo(-0.4, 12) });
  });

  it('holds every pair once, in the order of the sizes of their differences, as the maps have them', () => {
    fc.assert(
      fc.property(associations, (one) => {
        const { columns } = one;
        const pairs = pairsByDifference(one);
        const sizes = pairs.map(({ difference }) => Math.abs(difference));
        expect(new Set(pairs.map((pair) => pair.columns.join(' '))).size).toBe((columns.length * (columns.length - 1)) / 2);
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        const { difference } = associationMaps(one);
        expect(pairs.map(({ columns: [a, b] }) => difference.at(columns.indexOf(b), columns.indexOf(a)))).toEqual(sizes);
      }),
    );
  });
});

describe('strongest', () => {
  it('is the largest of any pair in either table, and leaves out what every column has with itself', () => {
    expect(strongest(association)).toBe(0.6);
    expect(strongest({ ...association, columns: ['age'], synthetic: [[1]], real: [[1]] })).toBe(0);
  });
});
