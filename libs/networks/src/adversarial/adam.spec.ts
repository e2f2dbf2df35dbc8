import { describe, expect, it } from '@jest/globals';
import { Adam } from './adam.js';

const rates = { learningRate: 0.1, kept: [0.9, 0.999] } as const;

describe('Adam', () => {
  it('moves every weight by the learning rate at first, whatever the size of its slope', () => {
    const weights = Float32Array.of(1, 1, 1);
    new Adam(3, rates).move(weights, [1e-4, -50, 0]);
    [0.9, 1.1, 1].forEach((expected, i) => expect(weights[i]).toBeCloseTo(expected, 4));
  });

  it('follows the recursion of its definition', () => {
    const weights = Float32Array.of(0);
    const adam = new Adam(1, rates);
    adam.move(weights, [1]);
    adam.move(weights, [3]);
    // Means .9 * .1 + .1 * 3 = .39 and .999 * .001 + .001 * 9 = .009999, over 1 - .81 and 1 - .998001.
    expect(weights[0]).toBeCloseTo(-0.1 - (0.1 * (0.39 / 0.19)) / Math.sqrt(0.009999 / 0.001999), 6);
  });

  it('finds the bottom of a bowl', () => {
    const weights = Float32Array.of(3, -2);
    const adam = new Adam(2, rates);
    for (let step = 0; step < 1000; step++) adam.move(weights, [2 * weights[0], 20 * weights[1]]);
    weights.forEach((weight) => expect(Math.abs(weight)).toBeLessThan(0.01));
  });
});
