import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { binomialPmf } from './binomial.js';
import { clopperPearson } from './clopper-pearson.js';

const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/audit.json', import.meta.url), 'utf8')) as {
  intervals: { rows: [trials: number, successes: number, confidence: number, low: number, high: number][] };
};

describe('clopperPearson', () => {
  it.each(vectors.intervals.rows)('agrees with scipy on %d trials, %d successes and confidence %d', (...row) => {
    const [trials, successes, confidence, low, high] = row;
    const interval = clopperPearson({ trials, successes, confidence });
    expect(Math.abs(interval.low - low)).toBeLessThanOrEqual(1e-9 * low);
    expect(Math.abs(interval.high - high)).toBeLessThanOrEqual(1e-9 * high);
  });

  it('holds the true chance at least as often as it says, summed over all outcomes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0.001, max: 0.999, noNaN: true }), (trials, chance) => {
        const chances = binomialPmf({ trials, odds: chance / (1 - chance) });
        const coverage = chances.reduce((sum, weight, successes) => {
          const { low, high } = clopperPearson({ trials, successes, confidence: 0.9 });
          return low <= chance && chance <= high ? sum + weight : sum;
        }, 0);
        expect(coverage).toBeGreaterThanOrEqual(0.9);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    [{ trials: 0, successes: 0, confidence: 0.9 }, 'trials must be a positive safe integer, but it is 0'],
    [{ trials: 2, successes: 3, confidence: 0.9 }, 'successes must be an integer from 0 to 2, but it is 3'],
    [{ trials: 2, successes: -1, confidence: 0.9 }, 'successes must be an integer from 0 to 2, but it is -1'],
    [{ trials: 2, successes: 1, confidence: 1 }, 'confidence must be more than 0 and less than 1, but it is 1'],
    [{ trials: 2, successes: 1, confidence: NaN }, 'confidence must be more than 0 and less than 1, but it is NaN'],
  ])('refuses %j', (argument, message) => {
    expect(() => clopperPearson(argument)).toThrow(new RangeError(message));
  });
});
