import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { associationKept } from './association-kept.js';
import { VERDICT_LIMITS } from './limits.js';
import { verdictOn, type Evidence } from './verdict.js';

const around = (value: number, half = 0.02) => ({ value, low: value - half, high: value + half });
const guessing = { auroc: around(0.5), truePositives: { value: 0.01, low: 0, high: 0.03 } };
const none = { value: 0, low: 0, high: 0.05 };
const good: Evidence = {
  membership: { distance: guessing, densityRatio: guessing },
  nearerToTraining: around(0.5),
  risks: { univariate: none, multivariate: none, linkability: none, attributeInference: none },
  realAuroc: around(0.9),
  difference: around(-0.02),
  associationKept: 0.9,
  tv1: 0.03,
};
const finding = { auroc: around(0.5), truePositives: { value: 0.2, low: 0.1, high: 0.3 } };

describe('the verdict', () => {
  it('is useful for records that teach what real ones teach and give nobody away', () => {
    expect(verdictOn(good)).toEqual({ kind: 'useful', grounds: [] });
  });

  it.each<readonly [string, Partial<Evidence>]>([
    ['membership by distance', { membership: { ...good.membership, distance: { ...guessing, auroc: around(0.97) } } }],
    ['membership by distance', { membership: { ...good.membership, distance: finding } }],
    ['membership by density ratio', { membership: { ...good.membership, densityRatio: finding } }],
    ['records nearer to training', { nearerToTraining: around(0.65) }],
    ['singling out by one column', { risks: { ...good.risks, univariate: around(0.3) } }],
    ['singling out by three columns', { risks: { ...good.risks, multivariate: around(0.3) } }],
    ['linkability', { risks: { ...good.risks, linkability: around(0.3) } }],
    ['attribute inference', { risks: { ...good.risks, attributeInference: around(0.3) } }],
  ])('is that records disclose, however useful they are, on the ground of %s', (ground, change) => {
    expect(verdictOn({ ...good, ...change })).toEqual({ kind: 'discloses', grounds: [ground] });
  });

  it.each<readonly [string, string[], Partial<Evidence>]>([
    ['no better than chance', ['utility'], { difference: around(-0.35) }],
    ['no better than chance', ['utility', 'association'], { difference: around(-0.4), associationKept: 0 }],
    ['no better than chance', ['association'], { associationKept: 0.05 }],
    ['weak', ['utility'], { difference: around(-0.1) }],
    ['weak', ['utility'], { difference: around(-0.02, 0.2) }],
    ['weak', ['association', 'single columns'], { associationKept: 0.2, tv1: 0.2 }],
    ['cannot be told', ['real records teach nothing'], { realAuroc: around(0.51) }],
  ])('is %s on the grounds %p', (kind, grounds, change) => {
    expect(verdictOn({ ...good, ...change })).toEqual({ kind, grounds });
  });

  it('finds disclosure only where it is sure: an attack that may have been lucky does not count', () => {
    const lucky = { ...guessing, auroc: { value: 0.7, low: VERDICT_LIMITS.membershipAuroc, high: 0.85 } };
    expect(verdictOn({ ...good, membership: { ...good.membership, distance: lucky } }).kind).toBe('useful');
  });

  it('never gets better when the synthetic records teach less', () => {
    const order = ['no better than chance', 'weak', 'useful'];
    fc.assert(
      fc.property(fc.double({ min: -0.4, max: 0, noNaN: true }), fc.double({ min: 0, max: 0.1, noNaN: true }), (difference, less) => {
        const rank = (value: number): number => order.indexOf(verdictOn({ ...good, difference: around(value) }).kind);
        expect(rank(difference - less)).toBeLessThanOrEqual(rank(difference));
      }),
    );
  });
});

describe('associationKept', () => {
  const real = [[1, 0.5, 0.2], [0.5, 1, 0], [0.2, 0, 1]];
  const scaled = (factor: number): number[][] => real.map((row, i) => row.map((value, j) => (i === j ? 1 : value * factor)));

  it('is the factor by which every association shrank, 0 for independent columns, and 1 where there is nothing to keep', () => {
    expect([1, 0.6, 0].map((factor) => associationKept(scaled(factor), real))).toEqual([1, expect.closeTo(0.6, 12), 0]);
    expect(associationKept(real, scaled(0))).toBe(1);
  });
});
