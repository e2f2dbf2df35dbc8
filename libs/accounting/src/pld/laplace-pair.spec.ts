import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { excessOfPair } from './hockey-stick.fixture.js';
import { laplacePair } from './laplace-pair.js';

const aShift = fc.double({ min: 0.001, max: 30, noNaN: true });

describe('laplacePair', () => {
  it('has delta 1 - e^((epsilon - shift) / 2) up to its pure epsilon, and 0 from there on', () => {
    fc.assert(
      fc.property(aShift, fc.double({ min: 0, max: 1, noNaN: true }), (shift, part) => {
        const epsilon = shift * part;
        expect(excessOfPair(laplacePair(shift), epsilon)).toBeCloseTo(-Math.expm1((epsilon - shift) / 2), 12);
        expect(excessOfPair(laplacePair(shift), shift * (1 + part) + 1e-9)).toBe(0);
      }),
    );
  });

  it('has its two largest losses at half of the outputs under either distribution', () => {
    const { first, second } = laplacePair(3).masses(Float64Array.of(-3 + 1e-9, 3 - 1e-9));
    expect([first[2], second[0]]).toEqual([expect.closeTo(0.5, 8), expect.closeTo(0.5, 8)]);
    expect(first[0] / second[0]).toBeCloseTo(Math.exp(-3), 8);
  });
});
