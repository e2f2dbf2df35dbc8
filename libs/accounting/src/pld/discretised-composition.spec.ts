import { describe, expect, it } from '@jest/globals';

import { gaussianEpsilon } from '../gdp/gaussian-curve.js';
import { discretisedComposition, INTERVAL, type RepeatedPair } from './discretised-composition.js';
import { gaussianPair } from './gaussian-pair.js';
import { lossCurve } from './loss-curve.js';

const noise = (shift: number, times: number): RepeatedPair => ({ pair: gaussianPair({ shift, overweight: 0 }), times });
const compositionOf = (...parts: RepeatedPair[]) => discretisedComposition(parts, 8);

describe('discretisedComposition', () => {
  it('takes losses apart by 1e-4', () => {
    expect(compositionOf(noise(0.5, 1)).interval).toBe(INTERVAL);
    expect(INTERVAL).toBe(1e-4);
  });

  it.each([
    ['coarser, where losses are many', noise(30, 1), 30],
    ['coarser, where their sums are many', noise(0.5, 10_000), 50],
    ['finer, where a loss is smaller than the interval', noise(1e-5, 1_000_000), 1e-2],
  ])('takes them %s, and still has an epsilon of at most 2 % above the truth', (_name, part, mu) => {
    const composed = compositionOf(part);
    expect(composed.interval).not.toBe(INTERVAL);
    expect(composed.length).toBeLessThanOrEqual(2 ** 19);
    for (const delta of [1e-9, 1e-6, 1e-4]) {
      const epsilon = lossCurve(composed).epsilonAt(delta);
      const exact = gaussianEpsilon({ mu, delta });
      expect(epsilon).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
      expect(epsilon).toBeLessThan(exact * 1.02);
    }
  });
});
