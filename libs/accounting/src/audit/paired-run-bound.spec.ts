import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { oneRunPValue } from './one-run-bound.js';
import { pairedRunEpsilon } from './paired-run-bound.js';

/** The chance of so many successes or more in independent trials, added up term by term. */
function atLeast(successes: number, trials: number, chance: number): number {
  let chances = [1];
  for (let i = 0; i < trials; i += 1) chances = [...chances, 0].map((weight, k) => weight * (1 - chance) + (k > 0 ? chances[k - 1] * chance : 0));
  return chances.slice(successes).reduce((sum, weight) => sum + weight, 0);
}

describe('pairedRunEpsilon', () => {
  it('is where a mechanism that tells each pair with odds e^(2 epsilon) would be as right with just the chance that is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 120 }), fc.double({ min: 0.75, max: 1, noNaN: true }), (canaries, share) => {
        const correct = Math.ceil(share * canaries);
        const epsilon = pairedRunEpsilon({ canaries, guesses: canaries, correct, delta: 0, confidence: 0.95 });
        expect(atLeast(correct, canaries, 1 / (1 + Math.exp(-2 * epsilon)))).toBeCloseTo(0.05, 9);
      }),
      { numRuns: 30 },
    );
  });

  it('takes the delta of an exchange, which is (1 + e^epsilon) times that of adding or removing one', () => {
    for (const delta of [1e-6, 1e-4]) {
      const epsilon = pairedRunEpsilon({ canaries: 200, guesses: 180, correct: 170, delta, confidence: 0.95 });
      expect(oneRunPValue({ canaries: 200, guesses: 180, correct: 170, epsilon: 2 * epsilon, delta: (1 + Math.exp(epsilon)) * delta })).toBeCloseTo(0.05, 9);
    }
  });

  it('exceeds the truth no more often than it may, against a mechanism that gives pairs away as far as its guarantee lets it', () => {
    const claims = fc.record({ pairs: fc.integer({ min: 1, max: 60 }), epsilon: fc.double({ min: 0, max: 2, noNaN: true }), delta: fc.constantFrom(0, 1e-5, 0.01) });
    fc.assert(
      fc.property(claims, ({ pairs, epsilon, delta }) => {
        // Each pair is shown outright with the delta of an exchange, and else by a coin that lies as rarely as its epsilon allows.
        const shown = Math.min(1, (1 + Math.exp(epsilon)) * delta);
        const chance = shown + (1 - shown) / (1 + Math.exp(-2 * epsilon));
        const exceeding = Array.from({ length: pairs + 1 }, (_, correct) => correct).find((correct) => pairedRunEpsilon({ canaries: pairs, guesses: pairs, correct, delta, confidence: 0.9 }) > epsilon);
        if (exceeding !== undefined) expect(atLeast(exceeding, pairs, chance)).toBeLessThanOrEqual(0.1);
      }),
      { numRuns: 40 },
    );
  });

  it('shows nothing when half of the guesses are wrong, and less the larger delta is', () => {
    const bound = (correct: number, delta: number) => pairedRunEpsilon({ canaries: 200, guesses: 200, correct, delta, confidence: 0.95 });
    expect(bound(100, 0)).toBe(0);
    expect(bound(190, 0)).toBeGreaterThan(bound(190, 1e-4));
    expect(bound(190, 1e-4)).toBeGreaterThan(1);
  });

  it.each([
    [{ correct: 6 }, 'correct must be an integer from 0 to 5, but it is 6'],
    [{ delta: 1.5 }, 'delta must be from 0 to 1, but it is 1.5'],
    [{ confidence: 1 }, 'confidence must be more than 0 and less than 1, but it is 1'],
  ])('refuses %j', (change, message) => {
    expect(() => pairedRunEpsilon({ canaries: 10, guesses: 5, correct: 4, delta: 1e-5, confidence: 0.95, ...change })).toThrow(new RangeError(message));
  });
});
