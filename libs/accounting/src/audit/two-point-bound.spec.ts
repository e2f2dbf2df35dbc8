import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { twoPointEpsilon } from './two-point-bound.js';

type Pair = [trials: number, successes: number];
const vectors = JSON.parse(readFileSync(new URL('../../../../test/vectors/audit.json', import.meta.url), 'utf8')) as {
  twoPoint: { rows: [here: Pair, there: Pair, delta: number, confidence: number, epsilon: number][] };
};
const runs = ([trials, successes]: Pair) => ({ trials, successes });

describe('twoPointEpsilon', () => {
  it.each(vectors.twoPoint.rows)('agrees with intervals of scipy for %j against %j', (...row) => {
    const [here, there, delta, confidence, epsilon] = row;
    expect(Math.abs(twoPointEpsilon({ here: runs(here), there: runs(there), delta, confidence }) - epsilon)).toBeLessThanOrEqual(1e-9);
  });

  it('does not depend on which data set is named first, or on which of two opposite events is watched', () => {
    const someRuns = fc.tuple(fc.nat(300), fc.nat(300)).map(([extra, successes]): Pair => [300 + extra, successes]);
    fc.assert(
      fc.property(someRuns, someRuns, fc.constantFrom(0, 1e-3), (a, b, delta) => {
        const bound = (here: Pair, there: Pair) => twoPointEpsilon({ here: runs(here), there: runs(there), delta, confidence: 0.95 });
        const opposite = ([trials, successes]: Pair): Pair => [trials, trials - successes];
        expect(bound(b, a)).toBe(bound(a, b));
        expect(bound(opposite(a), opposite(b))).toBeCloseTo(bound(a, b), 9);
      }),
      { numRuns: 30 },
    );
  });

  it('shows nothing from runs that look alike', () => {
    expect(twoPointEpsilon({ here: runs([500, 250]), there: runs([500, 251]), delta: 0, confidence: 0.95 })).toBe(0);
  });

  it.each([
    [{ delta: 1 }, 'delta must be at least 0 and less than 1, but it is 1'],
    [{ delta: NaN }, 'delta must be at least 0 and less than 1, but it is NaN'],
    [{ confidence: 1 }, 'confidence must be more than 0 and less than 1, but it is 1'],
    [{ there: runs([5, 6]) }, 'successes must be an integer from 0 to 5, but it is 6'],
  ])('refuses %j', (change, message) => {
    const plain = { here: runs([5, 1]), there: runs([5, 4]), delta: 0, confidence: 0.95 };
    expect(() => twoPointEpsilon({ ...plain, ...change })).toThrow(new RangeError(message));
  });
});
