import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { classesByShare } from './classes-by-share.js';

const someShares = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 8 }).filter((weights) => weights.some((weight) => weight > 0)).map((weights) => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
});
const countOf = (classes: Uint8Array, ofClass: number): number => classes.filter((each) => each === ofClass).length;

describe('the classes of a batch', () => {
  it('are as many of each as its share calls for, rounded up or down', () => {
    fc.assert(
      fc.property(someShares, fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (shares, count, offset) => {
        const classes = classesByShare(shares, { count, offset });
        expect(classes).toHaveLength(count);
        shares.forEach((share, ofClass) => expect(Math.abs(countOf(classes, ofClass) - share * count)).toBeLessThan(1 + 1e-9));
      }),
    );
  });

  it('have a small one in some batches, as often as its share says, if the offset is drawn', () => {
    const batches = Array.from({ length: 1000 }, (_, at) => classesByShare([0.999, 0.001], { count: 64, offset: (at + 0.5) / 1000 }));
    expect(batches.filter((classes) => countOf(classes, 1) === 1)).toHaveLength(64);
  });
});
