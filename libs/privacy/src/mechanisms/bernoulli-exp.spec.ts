import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { seededRandom, theseWords } from '../random.fixture.js';
import { WordStream } from '../random.js';
import { bernoulliExp, expBounds, isBelowExp, type Fraction } from './bernoulli-exp.js';

const vectors = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/discrete-gaussian.json', import.meta.url), 'utf8'),
) as { exp: { rows: [numerator: string, denominator: string, exp149Bits: string][] } };

const exponents = vectors.exp.rows.map(([numerator, denominator, bits]) => ({
  name: `${numerator}/${denominator}`,
  exponent: { numerator: BigInt(numerator), denominator: BigInt(denominator) },
  exp149Bits: BigInt(bits),
}));

/** A uniform number given to 149 bits: its first 53, and the three words that continue it; zeros follow. */
const uniform = (bits149: bigint) => ({
  first53: Number(bits149 >> 96n),
  words: [64n, 32n, 0n].map((shift) => Number((bits149 >> shift) & 0xffffffffn)),
});

const decideExactly = (bits149: bigint, exponent: Fraction) => {
  const { first53, words } = uniform(bits149);
  return WordStream.lend(theseWords(...words), (stream) => isBelowExp({ digits: BigInt(first53), bits: 53n }, exponent, stream));
};

const decide = (bits149: bigint, exponent: Fraction) => {
  const { first53, words } = uniform(bits149);
  const firstTwo = [Math.floor(first53 / 2 ** 26) * 2 ** 5, (first53 % 2 ** 26) * 2 ** 6];
  const approximate = Number(exponent.numerator) / Number(exponent.denominator);
  return WordStream.lend(theseWords(...firstTwo, ...words), (stream) =>
    bernoulliExp({ approximate, exact: () => exponent }, stream),
  );
};

describe.each(exponents)('at the exponent $name', ({ exponent, exp149Bits }) => {
  it('the bounds enclose the true value and are at most 2 apart', () => {
    const { low, high } = expBounds(exponent, 149n);
    expect(low <= exp149Bits && exp149Bits < high && high - low <= 2n).toBe(true);
  });

  it('exact arithmetic tells a uniform number 2^-149 below the probability from one 2^-149 above it', () => {
    expect(decideExactly(exp149Bits - 1n, exponent)).toBe(true);
    expect(decideExactly(exp149Bits, exponent)).toBe(true);
    expect(decideExactly(exp149Bits + 1n, exponent)).toBe(false);
  });

  it('so does the coin, which leaves such a close call to exact arithmetic', () => {
    expect(decide(exp149Bits - 1n, exponent)).toBe(true);
    expect(decide(exp149Bits + 1n, exponent)).toBe(false);
  });
});

const aFraction = fc.record({ numerator: fc.bigInt({ min: 0n, max: 1n << 50n }), denominator: fc.bigInt({ min: 1n << 44n, max: 1n << 50n }) });

describe('bernoulliExp', () => {
  it('decides as exact arithmetic does, wherever the uniform number falls', () => {
    fc.assert(
      fc.property(aFraction, fc.bigInt({ min: 0n, max: (1n << 149n) - 1n }), (exponent, bits) => {
        expect(decide(bits, exponent)).toBe(decideExactly(bits, exponent));
      }),
      { numRuns: 1000 },
    );
  });

  it('decides as exact arithmetic does on both sides of the band that doubles leave undecided', () => {
    const offset = fc.integer({ min: -(2 ** 21), max: 2 ** 21 });
    fc.assert(
      fc.property(aFraction, offset, (exponent, units) => {
        const exp53 = expBounds(exponent, 53n).low;
        const bits = (exp53 + BigInt(units)) << 96n;
        fc.pre(bits >= 0n && bits < 1n << 149n);
        expect(decide(bits, exponent)).toBe(decideExactly(bits, exponent));
        if (Math.abs(units) > 3) expect(decide(bits, exponent)).toBe(units < 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('always comes up at exponent 0', () => {
    const largest = (1n << 149n) - 1n;
    expect(decide(largest, { numerator: 0n, denominator: 1n })).toBe(true);
    expect(decide(0n, { numerator: 0n, denominator: 1n })).toBe(true);
  });

  it('comes up with frequency exp(-exponent)', () => {
    const draws = 100_000;
    const third = { approximate: 1 / 3, exact: () => ({ numerator: 1n, denominator: 3n }) };
    const heads = WordStream.lend(seededRandom('a third'), (words) =>
      Array.from({ length: draws }, () => bernoulliExp(third, words)).filter(Boolean),
    ).length;
    const probability = Math.exp(-1 / 3);
    expect(Math.abs(heads - draws * probability)).toBeLessThan(4 * Math.sqrt(draws * probability * (1 - probability)));
  });
});
