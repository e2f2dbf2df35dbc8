import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { seededRandom, theseWords } from '../random.fixture.js';
import { WordStream } from '../random.js';
import { drawUniform, firstAbove, times, type Bounds } from './uniform.js';

/** Cumulative sums of some weights over their total, as bounds at any precision. */
const shares = (weights: bigint[]) => {
  const sums = weights.map((_, i) => weights.slice(0, i + 1).reduce((sum, w) => sum + w, 0n));
  const total = sums[sums.length - 1];
  return (bits: bigint): Bounds[] => sums.map((sum) => ({ low: (sum << bits) / total, high: (sum << bits) / total + 1n }));
};

const someWeights = fc.array(fc.bigInt({ min: 1n, max: 1n << 40n }), { minLength: 1, maxLength: 8 });

describe('a uniform number', () => {
  it('begins with the bits of four words', () => {
    const uniform = WordStream.lend(theseWords(1, 2, 3, 0xffffffff), drawUniform);
    expect(uniform).toEqual({ digits: 0x000000010000000200000003ffffffffn, bits: 128n });
  });
});

describe('firstAbove', () => {
  it('finds the first number above a uniform one, as exact fractions do', () => {
    fc.assert(
      fc.property(someWeights, fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (weights, digits) => {
        const total = weights.reduce((sum, w) => sum + w, 0n);
        let sum = 0n;
        const expected = weights.findIndex((w) => digits * total < (sum += w) << 64n);
        const found = WordStream.lend(theseWords(), (words) => firstAbove({ digits, bits: 64n }, shares(weights), words));
        expect(found).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('draws further words until they tell which side of a number the uniform one is on', () => {
    const third = (...later: number[]) =>
      WordStream.lend(theseWords(...later), (words) => {
        const index = firstAbove({ digits: 0x55555555n, bits: 32n }, shares([1n, 2n]), words);
        return { index, wordAfter: words.word() };
      });
    expect(third(0x55555554, 7)).toEqual({ index: 0, wordAfter: 7 });
    expect(third(0x55555556, 7)).toEqual({ index: 1, wordAfter: 7 });
    expect(third(0x55555555, 0x55555555, 0x55555554, 7)).toEqual({ index: 0, wordAfter: 7 });
    expect(third(0x55555555, 0x55555555, 0x55555556, 7)).toEqual({ index: 1, wordAfter: 7 });
  });

  it('asks for a longer list if the number is beyond the end of this one', () => {
    const halves = (bits: bigint) => Array.from({ length: Number(bits) }, (_, k) => (1n << bits) - (1n << (bits - 1n - BigInt(k))));
    const exact = (bits: bigint) => halves(bits).map((value) => ({ low: value, high: value }));
    const found = WordStream.lend(theseWords(0xffffffff, 0), (words) => firstAbove({ digits: 0xffffffffn, bits: 32n }, exact, words));
    expect(found).toBe(64);
  });

  it('gives each index its probability', () => {
    const draws = 20_000;
    const chosen = WordStream.lend(seededRandom('shares'), (words) =>
      Array.from({ length: draws }, () => firstAbove(drawUniform(words), shares([1n, 2n, 5n]), words)),
    );
    [1, 2, 5].forEach((weight, index) => {
      const p = weight / 8;
      const observed = chosen.filter((k) => k === index).length;
      expect(Math.abs(observed - draws * p)).toBeLessThan(4 * Math.sqrt(draws * p * (1 - p)));
    });
  });
});

describe('times', () => {
  it('encloses every product of what its factors enclose', () => {
    const someBounds = fc.tuple(fc.bigInt({ min: 0n, max: 1n << 70n }), fc.bigInt({ min: 0n, max: 1000n }));
    fc.assert(
      fc.property(someBounds, someBounds, ([a, aWidth], [b, bWidth]) => {
        const product = times({ low: a, high: a + aWidth }, { low: b, high: b + bWidth }, 64n);
        expect(product.low << 64n <= a * b && (a + aWidth) * (b + bWidth) <= product.high << 64n).toBe(true);
      }),
    );
  });
});
