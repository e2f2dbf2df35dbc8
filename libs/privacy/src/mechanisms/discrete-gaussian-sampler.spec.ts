import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { seededRandom } from '../random.fixture.js';
import { systemRandom, WordStream } from '../random.js';
import { largestVariance, sampleDiscreteGaussian } from './discrete-gaussian-sampler.js';
import { chiSquareScore, gaussianDistribution } from './distribution.fixture.js';

const vectors = JSON.parse(
  readFileSync(new URL('../../../../test/vectors/discrete-gaussian.json', import.meta.url), 'utf8'),
) as { samples: { rows: { variance: number; seed: string; samples: number[]; nextWord: number }[] } };

const draws = 100_000;
const samplesOf = (variance: number) =>
  WordStream.lend(seededRandom(`variance ${variance}`), (words) =>
    Array.from({ length: draws }, () => sampleDiscreteGaussian(variance, words)),
  );

describe.each([1, 2, 16, 250, 10_007, 2 ** 20])('the discrete Gaussian of variance %d, by rejection', (variance) => {
  const samples = samplesOf(variance);
  const { least, probabilities } = gaussianDistribution(variance);
  const moment = (power: number) => probabilities.reduce((sum, probability, i) => sum + (least + i) ** power * probability, 0);

  it('has the exact probabilities, by chi-square', () => {
    expect(Math.abs(chiSquareScore(samples, gaussianDistribution(variance)))).toBeLessThan(4);
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
    const samples = samplesOf(largestVariance);
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
