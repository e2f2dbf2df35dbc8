import { describe, expect, it } from '@jest/globals';

import { collapsed } from './collapsed.js';
import { discreteGaussianPair } from './discrete-gaussian-pair.js';
import { discreteGaussianWeight, excessOf, excessOfPair, moved, together } from './hockey-stick.fixture.js';
import { laplacePair } from './laplace-pair.js';

describe('collapsed', () => {
  const noise = discreteGaussianPair({ shift: 1, variance: 3 });
  const outcomes = moved(discreteGaussianWeight(3), { reach: 30, shift: 1 });

  it('is one pair that dominates the whole composition, from either side, and hardly more than that', () => {
    const pair = collapsed([{ pair: noise, times: 2 }]);
    const twice = together(outcomes, outcomes);
    for (let epsilon = -2; epsilon <= 2.5; epsilon += 0.125) {
      const excess = excessOfPair(pair, epsilon);
      expect(excess).toBeGreaterThanOrEqual(excessOf(twice, epsilon) - 1e-14);
      expect(excess).toBeLessThan(excessOf(twice, epsilon) + 1e-5);
    }
  });

  it('says as much of the second distribution as of the first: its masses add up to 1', () => {
    const { second } = collapsed([{ pair: noise, times: 2 }, { pair: laplacePair(0.3), times: 1 }]).masses(Float64Array.of(0));
    expect(second[0] + second[1]).toBeCloseTo(1, 9);
  });

  it('of a single pair is that pair', () => {
    expect(collapsed([{ pair: noise, times: 1 }])).toBe(noise);
  });
});
