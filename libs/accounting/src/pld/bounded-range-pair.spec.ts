import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { boundedRangePair } from './bounded-range-pair.js';
import { excessOf, excessOfPair } from './hockey-stick.fixture.js';

const anEpsilon = fc.double({ min: 0.01, max: 5, noNaN: true });
const aFraction = fc.double({ min: -1, max: 1, noNaN: true });

describe('boundedRangePair', () => {
  it('dominates the exponential mechanism on any scores and any change of them', () => {
    const candidate = fc.record({ score: fc.double({ min: -4, max: 4, noNaN: true }), change: aFraction });
    fc.assert(
      fc.property(anEpsilon, aFraction, fc.array(candidate, { minLength: 2, maxLength: 6 }), (epsilon, part, candidates) => {
        const here = candidates.map(({ score }) => Math.exp(score));
        const there = candidates.map(({ score, change }) => Math.exp(score + (change * epsilon) / 2));
        const total = (weights: readonly number[]) => weights.reduce((sum, w) => sum + w, 0);
        const outcomes = here.map((weight, i) => [weight / total(here), there[i] / total(there)] as const);
        expect(excessOf(outcomes, part * epsilon)).toBeLessThan(excessOfPair(boundedRangePair(epsilon), part * epsilon) + 1e-12);
      }),
    );
  });

  it('is met, at each loss, by two outcomes of losses (epsilon + l) / 2 and (l - epsilon) / 2', () => {
    fc.assert(
      fc.property(anEpsilon, aFraction, (epsilon, part) => {
        const loss = part * epsilon;
        const top = Math.exp((epsilon + loss) / 2);
        const likely = (Math.exp(epsilon) - top) / Math.expm1(epsilon);
        const outcomes = [[likely, likely / top], [1 - likely, 1 - likely / top]] as const;
        expect(outcomes[1][0]).toBeCloseTo(outcomes[1][1] * top * Math.exp(-epsilon), 12);
        expect(excessOfPair(boundedRangePair(epsilon), loss)).toBeCloseTo(excessOf(outcomes, loss), 11);
      }),
    );
  });

  it('has total variation tanh(epsilon / 4)', () => {
    expect(excessOfPair(boundedRangePair(1.7), 0)).toBeCloseTo(Math.tanh(1.7 / 4), 14);
  });
});
