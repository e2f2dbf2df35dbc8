import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { binomialPmf, upperTail } from './binomial.js';

const aCount = fc.integer({ min: 0, max: 60 });
const someOdds = fc.double({ min: -20, max: 20, noNaN: true }).map(Math.exp);

/** C(n, k) a^k b^(n - k) / (a + b)^n in integers, for odds a / b. */
const exactChance = (n: number, k: number, [a, b]: [bigint, bigint]) => {
  let choices = 1n;
  for (let i = 0n; i < BigInt(k); i += 1n) choices = (choices * (BigInt(n) - i)) / (i + 1n);
  const scale = 10n ** 400n;
  return Number((choices * a ** BigInt(k) * b ** BigInt(n - k) * scale) / (a + b) ** BigInt(n) / 10n ** 380n) / 1e20;
};

describe('binomialPmf', () => {
  it('gives the chances of exact fractions', () => {
    const oddsInSmallNumbers = fc.tuple(fc.bigInt({ min: 1n, max: 50n }), fc.bigInt({ min: 1n, max: 50n }));
    fc.assert(
      fc.property(aCount, oddsInSmallNumbers, (trials, odds) => {
        const chances = binomialPmf({ trials, odds: Number(odds[0]) / Number(odds[1]) });
        chances.forEach((chance, k) => expect(Math.abs(chance - exactChance(trials, k, odds))).toBeLessThan(1e-13));
      }),
    );
  });

  it('keeps its digits far from the most likely count', () => {
    const { 0: none } = binomialPmf({ trials: 300, odds: 9 });
    expect(none / 1e-300).toBeCloseTo(1, 10);
  });

  it('is the certain outcome at odds of 0', () => {
    expect([...binomialPmf({ trials: 3, odds: 0 })]).toEqual([1, 0, 0, 0]);
  });

  it('sums to one, also over a hundred thousand trials', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 17, 1000, 100_000), someOdds, (trials, odds) => {
        expect(upperTail(binomialPmf({ trials, odds }), 0)).toBeCloseTo(1, 11);
      }),
      { numRuns: 30 },
    );
  });
});
