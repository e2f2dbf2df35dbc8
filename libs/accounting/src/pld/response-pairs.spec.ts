import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { excessOf, excessOfPair } from './hockey-stick.fixture.js';
import { pureEpsilonPair, randomisedResponsePair } from './response-pairs.js';

describe('pureEpsilonPair', () => {
  it('dominates any two distributions whose probabilities differ by factors of at most e^epsilon', () => {
    const outcome = fc.record({ weight: fc.double({ min: 0.01, max: 1, noNaN: true }), part: fc.double({ min: -1, max: 1, noNaN: true }) });
    const terms = fc.record({ span: fc.double({ min: 0.01, max: 4, noNaN: true }), epsilon: fc.double({ min: -5, max: 5, noNaN: true }) });
    fc.assert(
      fc.property(terms, fc.array(outcome, { minLength: 2, maxLength: 6 }), ({ span, epsilon }, outcomes) => {
        const first = outcomes.map(({ weight }) => weight);
        const second = outcomes.map(({ weight, part }) => weight * Math.exp(part * span));
        const total = (weights: readonly number[]) => weights.reduce((sum, w) => sum + w, 0);
        const pairs = first.map((weight, i) => [weight / total(first), second[i] / total(second)] as const);
        const largest = Math.max(...pairs.map(([p, q]) => Math.abs(Math.log(p / q))));
        expect(excessOf(pairs, epsilon)).toBeLessThan(excessOfPair(pureEpsilonPair(largest), epsilon) + 1e-12);
      }),
    );
  });
});

describe('randomisedResponsePair', () => {
  it('has the delta that its probabilities add up to', () => {
    const event = fc
      .tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }))
      .map(([categories, replaced, more]) => ({ kind: 'randomised-response' as const, categories, replaced, outOf: replaced + more }));
    fc.assert(
      fc.property(event, fc.double({ min: -5, max: 5, noNaN: true }), (response, epsilon) => {
        const other = response.replaced / response.outOf / response.categories;
        const own = 1 - (response.categories - 1) * other;
        const rest = Array.from({ length: response.categories - 2 }, () => [other, other] as const);
        expect(excessOfPair(randomisedResponsePair(response), epsilon)).toBeCloseTo(excessOf([[own, other], [other, own], ...rest], epsilon), 12);
      }),
    );
  });
});
