import { describe, expect, it } from '@jest/globals';

import { gaussianDelta } from '../gdp/gaussian-curve.js';
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
    ['coarser, where losses are many', noise(30, 1)],
    ['coarser, where their sums are many', noise(0.5, 10_000)],
    ['finer, where a loss is smaller than the interval', noise(1e-6, 1_000_000)],
  ])('takes them %s, and still has delta within 1 in 100 above the truth', (_name, part) => {
    const composed = compositionOf(part);
    expect(composed.interval).not.toBe(INTERVAL);
    expect(composed.length).toBeLessThanOrEqual(2 ** 19);
    const mu = part.pair.highest > 1 ? (part.times === 1 ? 30 : 50) : 1e-3;
    for (const deviations of [0, 1, 3]) {
      const epsilon = mu ** 2 / 2 + deviations * mu;
      const exact = gaussianDelta({ mu, epsilon });
      const delta = lossCurve(composed).deltaAt(epsilon);
      expect(delta).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
      expect(delta).toBeLessThan(exact * 1.01);
    }
  });
});
