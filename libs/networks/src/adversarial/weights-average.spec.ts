import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WeightsAverage } from './weights-average.js';

describe('an average of weights', () => {
  it('counts weights the less the older they are, and what was before them not at all', () => {
    const average = new WeightsAverage(2, 0.5);
    for (const weights of [[8, 1], [4, 1], [2, 1]]) average.add(Float32Array.from(weights));
    // (8 / 4 + 4 / 2 + 2) / (1 / 4 + 1 / 2 + 1)
    expect([...average.mean()]).toEqual([Math.fround(6 / 1.75), 1]);
  });

  it('is the last weights where nothing is kept', () => {
    const average = new WeightsAverage(1, 0);
    for (const weight of [3, 7]) average.add(Float32Array.of(weight));
    expect([...average.mean()]).toEqual([7]);
  });

  it('lies between the least and the largest', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -100, max: 100, noNaN: true }), { minLength: 1 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (weights, kept) => {
        const average = new WeightsAverage(1, kept);
        for (const weight of weights) average.add(Float32Array.of(weight));
        expect(average.mean()[0]).toBeGreaterThanOrEqual(Math.min(...weights) - 1e-4);
        expect(average.mean()[0]).toBeLessThanOrEqual(Math.max(...weights) + 1e-4);
      }),
    );
  });

  it('is none without weights', () => {
    expect(() => new WeightsAverage(1, 0.9).mean()).toThrow('no weights to average');
  });
});
