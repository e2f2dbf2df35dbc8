import { describe, expect, it } from '@jest/globals';

import { atomsPair } from './atoms-pair.js';
import { collapsed } from './collapsed.js';
import { discreteGaussianPair } from './discrete-gaussian-pair.js';
import { discreteGaussianWeight, excessOf, excessOfPair, moved, together } from './hockey-stick.fixture.js';
import { eitherWay } from './dominating-pair.js';
import { laplacePair } from './laplace-pair.js';

describe('collapsed', () => {
  const noise = eitherWay(discreteGaussianPair({ shift: 1, variance: 3 }));
  const outcomes = moved(discreteGaussianWeight(3), { reach: 30, shift: 1 });

  it('is one pair that dominates the whole composition, from either side, and hardly more than that', () => {
    const pair = collapsed([{ pairs: noise, times: 2 }]).remove;
    const twice = together(outcomes, outcomes);
    for (let epsilon = -2; epsilon <= 2.5; epsilon += 0.125) {
      const excess = excessOfPair(pair, epsilon);
      expect(excess).toBeGreaterThanOrEqual(excessOf(twice, epsilon) - 1e-14);
      expect(excess).toBeLessThan(excessOf(twice, epsilon) + 1e-5);
    }
  });

  it('says as much of the second distribution as of the first: its masses add up to 1', () => {
    const both = [{ pairs: noise, times: 2 }, { pairs: eitherWay(laplacePair(0.3)), times: 1 }];
    const { second } = collapsed(both).add.masses(Float64Array.of(0));
    expect(second[0] + second[1]).toBeCloseTo(1, 9);
  });

  it('keeps all infinite mass, of each time that a part happens', () => {
    const told = atomsPair([{ loss: 0, first: 0.9, second: 0.9 }, { loss: Infinity, first: 0.1, second: 0 }, { loss: -Infinity, first: 0, second: 0.1 }]);
    const { first } = collapsed([{ pairs: eitherWay(told), times: 2 }]).remove.masses(Float64Array.of(10));
    expect(first[1]).toBeGreaterThanOrEqual(1 - 0.9 ** 2);
    expect(first[1]).toBeLessThan(0.2 + 1e-6);
  });

  it('of a single pair is that pair', () => {
    expect(collapsed([{ pairs: noise, times: 1 }])).toEqual(noise);
  });
});
