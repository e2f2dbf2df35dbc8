import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { seededRandom, theseWords } from '../random.fixture.js';
import { WordStream } from '../random.js';
import { DiscreteGaussianTable, largestTableVariance, tableOf, thresholds } from './discrete-gaussian-table.js';
import { chiSquareScore, countScore, gaussianDistribution } from './distribution.fixture.js';
import type { KnownSamplers } from './known-samplers.fixture.js';

const knownSamplers = JSON.parse(readFileSync(new URL('../../../../test/vectors/samplers.json', import.meta.url), 'utf8')) as KnownSamplers;

/** Exact decisions at the largest variance take a second; they are no different. */
const closeCalls = knownSamplers.thresholds.filter(([variance]) => variance < largestTableVariance);

/** The first two words of a draw whose uniform number begins with these 53 bits, and the sign. */
const wordsOf = (first53: bigint, sign: 0 | 1) => [Number(first53 >> 21n), Number(((first53 & 0x1fffffn) << 11n) | 0x7fen) + sign];

/** One draw from a uniform number that begins with these 149 bits, and then has zeros. */
const drawAt = (variance: number, first149: bigint, sign: 0 | 1 = 0) => {
  const later = [64n, 32n, 0n].map((shift) => Number((first149 >> shift) & 0xffffffffn));
  return WordStream.lend(theseWords(...wordsOf(first149 >> 96n, sign), ...later), (words) => tableOf(variance).sample(words));
};

describe('a discrete Gaussian table', () => {
  it.each(knownSamplers.table)('agrees with a second implementation word for word at variance $variance', ({ variance, seed, samples, nextWord }) => {
    WordStream.lend(seededRandom(seed), (words) => {
      const table = new DiscreteGaussianTable(variance);
      expect(samples.map(() => table.sample(words))).toEqual(samples);
      expect(words.word()).toBe(nextWord);
    });
  });

  it('has the entries of a second implementation', () => {
    for (const [variance, k, first149Bits] of knownSamplers.thresholds) {
      expect(thresholds(variance)[k]).toBe(Number(BigInt(first149Bits) >> 96n));
    }
  });

  it.each(closeCalls)('at variance %d tells a number 2^-149 below P(|X| <= %d) from one as much above it', (variance, k, first149Bits) => {
    const known = BigInt(first149Bits);
    expect(drawAt(variance, known - 1n)).toBe(k);
    expect(drawAt(variance, known + 1n)).toBe(k + 1);
    expect(drawAt(variance, known + 1n, 1)).toBe(-k - 1);
  });

  it.each(knownSamplers.tails)('at variance %d draws beyond its entries what a number 2^-%d below one calls for', (variance, bits, k) => {
    expect(drawAt(variance, (1n << 149n) - (1n << BigInt(149 - bits)))).toBe(k);
  });

  it('takes two words for a draw, wherever it falls', () => {
    WordStream.lend(seededRandom('two words'), (words) => {
      const every = new Uint32Array(2001);
      seededRandom('two words').fill(every);
      const table = tableOf(900);
      for (let i = 0; i < 1000; i += 1) table.sample(words);
      expect(words.word()).toBe(every[2000]);
    });
  });

  it('has entries that never fall, and stops at the first 2^53 - 1', () => {
    for (const variance of [1, 77, 65_537, largestTableVariance]) {
      const entries = thresholds(variance);
      expect(entries.every((entry, k) => k === 0 || entry >= entries[k - 1])).toBe(true);
      expect(entries.indexOf(2 ** 53 - 1)).toBe(entries.length - 1);
    }
  });

  it('knows no negative zero', () => {
    expect(Object.is(WordStream.lend(theseWords(0, 1), (words) => tableOf(16).sample(words)), 0)).toBe(true);
  });

  it('is built once for draws that follow each other', () => {
    const first = tableOf(4711);
    expect(tableOf(4711)).toBe(first);
    for (let variance = 1; variance <= 8; variance += 1) tableOf(variance);
    expect(tableOf(4711)).not.toBe(first);
  });
});

describe.each([1, 2, 16, 250, 10_007, largestTableVariance])('the discrete Gaussian of variance %d, by table', (variance) => {
  const table = tableOf(variance);
  const samples = WordStream.lend(seededRandom(`table of ${variance}`), (words) => Float64Array.from({ length: 200_000 }, () => table.sample(words)));
  const distribution = gaussianDistribution(variance);

  it('has the exact probabilities, by chi-square', () => {
    expect(Math.abs(chiSquareScore(samples, distribution))).toBeLessThan(4);
  });

  it('has tails as heavy as they should be, at two, three and four standard deviations', () => {
    for (const reach of [2, 3, 4]) {
      const isInTail = (x: number) => x * x > reach ** 2 * variance;
      expect(Math.abs(countScore(samples, distribution, isInTail))).toBeLessThan(4);
    }
  });

  it('is as often above zero as below it', () => {
    expect(Math.abs(countScore(samples, distribution, (x) => x > 0))).toBeLessThan(4);
    expect(Math.abs(countScore(samples, distribution, (x) => x < 0))).toBeLessThan(4);
  });
});
