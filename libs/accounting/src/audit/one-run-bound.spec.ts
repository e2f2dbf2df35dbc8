import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { oneRunEpsilon, oneRunPValue } from './one-run-bound.js';

const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/audit.json', import.meta.url), 'utf8')) as {
  printed: { rows: [canaries: number, guesses: number, correct: number, delta: number, epsilon: number][] };
  pValues: { rows: [canaries: number, guesses: number, correct: number, epsilon: number, delta: number, pValue: number][] };
  epsilons: { rows: [canaries: number, guesses: number, correct: number, delta: number, confidence: number, epsilon: number][] };
};

const aDelta = fc.constantFrom(0, 1e-9, 1e-5, 1e-3, 0.05, 0.5);

/** The chance of each number of successes in independent trials, by adding one trial after the other. */
const chancesOf = (trials: number, chance: number) => {
  let chances = [1];
  for (let i = 0; i < trials; i += 1) {
    chances = [...chances, 0].map((weight, k) => weight * (1 - chance) + (k > 0 ? chances[k - 1] * chance : 0));
  }
  return chances;
};

describe('oneRunEpsilon', () => {
  it.each(vectors.printed.rows)('prints what the paper prints for %d canaries, %d guesses, %d correct', (...row) => {
    const [canaries, guesses, correct, delta, epsilon] = row;
    expect(Math.abs(oneRunEpsilon({ canaries, guesses, correct, delta, confidence: 0.95 }) - epsilon)).toBeLessThan(1e-3);
  });

  it.each(vectors.epsilons.rows)('agrees with mpmath on %d canaries, %d guesses, %d correct', (...row) => {
    const [canaries, guesses, correct, delta, confidence, epsilon] = row;
    expect(Math.abs(oneRunEpsilon({ canaries, guesses, correct, delta, confidence }) - epsilon)).toBeLessThanOrEqual(1e-9);
  });

  it('exceeds the truth no more often than it may, against the mechanism that leaks the most it may', () => {
    // Each canary's coin is shown outright with probability delta, and else by a coin that lies as rarely as epsilon allows.
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 4, noNaN: true }), aDelta, (canaries, epsilon, delta) => {
        const chances = chancesOf(canaries, delta + (1 - delta) / (1 + Math.exp(-epsilon)));
        const exceeded = chances.reduce((sum, chance, correct) => {
          const bound = oneRunEpsilon({ canaries, guesses: canaries, correct, delta, confidence: 0.9 });
          return bound > epsilon ? sum + chance : sum;
        }, 0);
        expect(exceeded).toBeLessThanOrEqual(0.1);
      }),
      { numRuns: 40 },
    );
  });

  it('grows with each correct guess, and shows nothing when half are wrong', () => {
    const bound = (correct: number) => oneRunEpsilon({ canaries: 300, guesses: 200, correct, delta: 1e-5, confidence: 0.99 });
    const bounds = Array.from({ length: 201 }, (_, correct) => bound(correct));
    expect(bounds.slice(1).every((epsilon, i) => epsilon >= bounds[i])).toBe(true);
    expect(bounds[100]).toBe(0);
    expect(bounds[200]).toBeGreaterThan(3);
  });

  it('shows nothing without a guess', () => {
    expect(oneRunEpsilon({ canaries: 10, guesses: 0, correct: 0, delta: 0, confidence: 0.9 })).toBe(0);
  });

  it.each([
    [{ canaries: 0 }, 'canaries must be a positive safe integer, but it is 0'],
    [{ guesses: 11 }, 'guesses must be an integer from 0 to 10, but it is 11'],
    [{ correct: 6 }, 'correct must be an integer from 0 to 5, but it is 6'],
    [{ correct: 1.5 }, 'correct must be an integer from 0 to 5, but it is 1.5'],
    [{ delta: 1.5 }, 'delta must be from 0 to 1, but it is 1.5'],
    [{ delta: -1 }, 'delta must be from 0 to 1, but it is -1'],
    [{ confidence: 0 }, 'confidence must be more than 0 and less than 1, but it is 0'],
    [{ confidence: NaN }, 'confidence must be more than 0 and less than 1, but it is NaN'],
  ])('refuses %j', (change, message) => {
    const plain = { canaries: 10, guesses: 5, correct: 4, delta: 1e-5, confidence: 0.95 };
    expect(() => oneRunEpsilon({ ...plain, ...change })).toThrow(new RangeError(message));
  });
});

describe('oneRunPValue', () => {
  it.each(vectors.pValues.rows)('agrees with mpmath on %d canaries, %d guesses, %d correct, epsilon %d', (...row) => {
    const [canaries, guesses, correct, epsilon, delta, pValue] = row;
    expect(oneRunPValue({ canaries, guesses, correct, epsilon, delta }) / pValue).toBeCloseTo(1, 11);
  });
});
