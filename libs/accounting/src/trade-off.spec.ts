import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Accountant, PrivacyCurve } from './accountant.js';
import { discreteGaussian, gaussian, laplace, noiseEvent, randomisedResponse } from './an-event.fixture.js';
import type { DpEvent } from './dp-event.js';
import type { Adjacency } from './guarantee.js';
import { gdpAccountant } from './gdp/gdp-accountant.js';
import { normalCdf, normalQuantileOfLog } from './normal/normal.js';
import { rdpAccountant } from './rdp/rdp-accountant.js';
import { falseNegativesAt, mostFound, tradeOffSentence } from './trade-off.js';
import { zcdpAccountant } from './zcdp/zcdp-accountant.js';

const curveOf = (accountant: Accountant, event: DpEvent, adjacency: Adjacency = 'add-or-remove-one'): PrivacyCurve => {
  const answer = accountant.account(event, adjacency);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer;
};
/** Of the best test between N(0, 1) and N(mu, 1). */
const gaussianMisses = (mu: number, wrong: number) => normalCdf(-normalQuantileOfLog(Math.log(wrong)) - mu);
const aShare = fc.double({ min: 1e-6, max: 0.999, noNaN: true });

describe('falseNegativesAt', () => {
  it('is the trade-off of the best test, for Gaussian noise', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 4, noNaN: true }), aShare, (mu, wrong) => {
        const misses = falseNegativesAt(curveOf(gdpAccountant, gaussian(1 / mu)), wrong);
        const best = gaussianMisses(mu, wrong);
        expect(misses).toBeLessThanOrEqual(best + 1e-9);
        expect(misses).toBeGreaterThan(best - 1e-4);
      }),
      { numRuns: 50 },
    );
  });

  it('is two straight lines, for a pure epsilon: any test at all would be seen to be worse', () => {
    // Of a binary answer that is true with probability 3/4 the best tests are: accuse all who say yes, at random also others.
    const curve = curveOf(rdpAccountant, randomisedResponse(2, 1, 2), 'replace-one');
    expect(falseNegativesAt(curve, 0.25)).toBeCloseTo(0.25, 3);
    expect(falseNegativesAt(curve, 0.1)).toBeLessThanOrEqual(1 - 0.3 + 1e-9);
  });

  it('never promises more misses than the true trade-off, by accountants that round up', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 4, noNaN: true }), aShare, (mu, wrong) => {
        for (const accountant of [zcdpAccountant, rdpAccountant]) {
          expect(falseNegativesAt(curveOf(accountant, gaussian(1 / mu)), wrong)).toBeLessThanOrEqual(gaussianMisses(mu, wrong) + 1e-12);
        }
      }),
      { numRuns: 5 },
    );
  });

  it('is between 0 and 1 minus the wrong accusations, and falls as these grow', () => {
    fc.assert(
      fc.property(noiseEvent, aShare, fc.double({ min: 1, max: 2, noNaN: true }), (event, wrong, factor) => {
        const curve = curveOf(zcdpAccountant, event);
        const misses = falseNegativesAt(curve, wrong);
        expect(misses).toBeGreaterThanOrEqual(0);
        expect(misses).toBeLessThanOrEqual(1 - wrong);
        expect(falseNegativesAt(curve, Math.min(1, wrong * factor))).toBeLessThanOrEqual(misses + 1e-4);
      }),
      { numRuns: 30 },
    );
  });

  it('with no wrong accusations at all is what delta leaves', () => {
    const curve = curveOf(rdpAccountant, laplace(2));
    expect(falseNegativesAt(curve, 0)).toBe(1);
    expect(falseNegativesAt(curve, 1)).toBe(0);
    expect(() => falseNegativesAt(curve, 1.5)).toThrow(new RangeError('falsePositives must be from 0 to 1, but it is 1.5'));
  });
});

describe('the words for it', () => {
  it('name the largest share that is found, rounded up', () => {
    const curve = curveOf(gdpAccountant, gaussian(1));
    // 1 - Phi(2.3263479 - 1) is 0.09236.
    expect(mostFound(curve, 0.01)).toBeCloseTo(0.09236, 4);
    expect(tradeOffSentence(curve, 1)).toBe('An attacker who wrongly accuses 1 in 100 finds at most 9.3 in 100.');
    expect(tradeOffSentence(curveOf(zcdpAccountant, discreteGaussian(10_000, 1)), 1)).toBe('An attacker who wrongly accuses 1 in 100 finds at most 100 in 100.');
  });
});
