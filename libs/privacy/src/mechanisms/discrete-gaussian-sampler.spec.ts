import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { seededRandom } from '../random.fixture.js';
import { systemRandom, WordStream } from '../random.js';
import { largestVariance, sampleDiscreteGaussian, sampleDiscreteLaplace } from './discrete-gaussian-sampler.js';

const vectors = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/discrete-gaussian.json', import.meta.url), 'utf8'),
) as { samples: { rows: { variance: number; seed: string; samples: number[]; nextWord: number }[] } };

const draws = 100_000;
const samplesOf = (seed: string, sample: (words: WordStream) => number) =>
  WordStream.lend(seededRandom(seed), (words) => Array.from({ length: draws }, () => sample(words)));

/** Probabilities of the integers from -reach to reach, by adding up the weights. */
const normalised = (reach: number, weight: (x: number) => number) => {
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => weight(i - reach));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return weights.map((w, i) => ({ x: i - reach, probability: w / total }));
};

const gaussian = (variance: number) =>
  normalised(Math.ceil(9 * Math.sqrt(variance)), (x) => Math.exp(-(x * x) / (2 * variance)));

/** Neighbouring integers joined until at least `least` draws are expected of each bin; the tails join the outermost bins. */
const bins = (distribution: { x: number; probability: number }[], least: number) => {
  const joined: { upTo: number; expected: number }[] = [];
  let expected = 0;
  for (const { x, probability } of distribution) {
    expected += draws * probability;
    if (expected >= least) {
      joined.push({ upTo: x, expected });
      expected = 0;
    }
  }
  const last = joined[joined.length - 1];
  return [...joined.slice(0, -1), { upTo: Infinity, expected: last.expected + expected }];
};

/** Pearson's chi-square, made standard normal by the Wilson-Hilferty cube root. */
const chiSquareScore = (samples: number[], distribution: { x: number; probability: number }[]) => {
  const cells = bins(distribution, Math.max(20, draws / 400));
  const observed = cells.map(() => 0);
  for (const x of samples) observed[cells.findIndex(({ upTo }) => x <= upTo)] += 1;
  const chiSquare = cells.reduce((sum, { expected }, i) => sum + (observed[i] - expected) ** 2 / expected, 0);
  const degrees = cells.length - 1;
  const spread = 2 / (9 * degrees);
  return (Math.cbrt(chiSquare / degrees) - (1 - spread)) / Math.sqrt(spread);
};

describe.each([1, 2, 16, 250, 10_007, 2 ** 20])('the discrete Gaussian of variance %d', (variance) => {
  const samples = samplesOf(`variance ${variance}`, (words) => sampleDiscreteGaussian(variance, words));
  const distribution = gaussian(variance);
  const moment = (power: number) => distribution.reduce((sum, { x, probability }) => sum + x ** power * probability, 0);

  it('has the exact probabilities, by chi-square', () => {
    expect(Math.abs(chiSquareScore(samples, distribution))).toBeLessThan(4);
  });

  it('has the exact mean and variance', () => {
    const mean = samples.reduce((sum, x) => sum + x, 0) / draws;
    const square = samples.reduce((sum, x) => sum + x * x, 0) / draws;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(moment(2) / draws));
    expect(Math.abs(square - moment(2))).toBeLessThan(4 * Math.sqrt((moment(4) - moment(2) ** 2) / draws));
  });

  it('is as often above zero as below it', () => {
    const above = samples.filter((x) => x > 0).length;
    const below = samples.filter((x) => x < 0).length;
    expect(Math.abs(above - below)).toBeLessThan(4 * Math.sqrt(above + below));
  });
});

describe('sampleDiscreteGaussian', () => {
  it.each(vectors.samples.rows)('agrees with a second implementation word for word at variance $variance', (known) => {
    WordStream.lend(seededRandom(known.seed), (words) => {
      const samples = known.samples.map(() => sampleDiscreteGaussian(known.variance, words));
      expect(samples).toEqual(known.samples);
      expect(words.word()).toBe(known.nextWord);
    });
  });

  it('has its standard deviation at the largest variance', () => {
    const samples = samplesOf('largest', (words) => sampleDiscreteGaussian(largestVariance, words));
    const square = samples.reduce((sum, x) => sum + x * x, 0) / draws;
    expect(Math.abs(square / largestVariance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
    expect(samples.every(Number.isSafeInteger)).toBe(true);
  });

  it('draws on the system generator', () => {
    const twice = [1, 2].map(() =>
      WordStream.lend(systemRandom, (words) => Array.from({ length: 20 }, () => sampleDiscreteGaussian(1e6, words))),
    );
    expect(twice[0]).not.toEqual(twice[1]);
  });
});

describe('sampleDiscreteLaplace', () => {
  it.each([1, 5, 200])('has the exact probabilities at scale %d, by chi-square', (scale) => {
    const samples = samplesOf(`scale ${scale}`, (words) => sampleDiscreteLaplace(scale, words));
    const distribution = normalised(40 * scale, (x) => Math.exp(-Math.abs(x) / scale));
    expect(Math.abs(chiSquareScore(samples, distribution))).toBeLessThan(4);
  });
});
