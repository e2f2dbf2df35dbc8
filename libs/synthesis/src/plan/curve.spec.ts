import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { valueAt, type Curve } from './curve.js';

const curve: Curve = [[1, 10], [2, 20], [4, 24]];

describe('a measured curve', () => {
  it.each([[1, 10], [1.5, 15], [2, 20], [3, 22], [4, 24], [6, 28], [0.5, 5], [0, 0], [-3, 0]])('is at noise %d worth %d', (noise, value) => expect(valueAt(curve, noise)).toBeCloseTo(value, 12));

  it('grows with the noise where what was measured grows', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }), (a, b) => expect(Math.sign(valueAt(curve, a) - valueAt(curve, b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)));
  });
});
