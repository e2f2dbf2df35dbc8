import { describe, expect, it } from '@jest/globals';
import { largestSignalToNoise } from './signal-to-noise.js';

/** mu at epsilon 1, 3 and 10 with delta 1e-5: the analytic Gaussian mechanism. */
const figures = [
  { mu: 0.2681, length: 1217, ratio: 0.0038 },
  { mu: 0.7191, length: 1217, ratio: 0.0103 },
  { mu: 2.0004, length: 1217, ratio: 0.0287 },
  { mu: 2.0004, length: 10_000, ratio: 0.01 },
];

describe('largestSignalToNoise', () => {
  it.each(figures)('is mu / (2 sqrt(length)) for a model delta: $ratio at mu $mu and $length parameters', ({ mu, length, ratio }) => {
    const clippingNorm = 1000;
    const variance = ((2 * clippingNorm) / mu) ** 2;
    expect(largestSignalToNoise({ length, clippingNorm, variance })).toBeCloseTo(ratio, 4);
  });

  it('is one where noise is as long as the longest vector', () => {
    expect(largestSignalToNoise({ length: 100, clippingNorm: 50, variance: 25 })).toBe(1);
  });
});
