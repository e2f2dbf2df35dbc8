import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { seededRandom } from '../random.fixture.js';
import { WordStream } from '../random.js';
import { largestScale, sampleDiscreteLaplace } from './discrete-laplace-sampler.js';
import { chiSquareScore, countScore, normalised } from './distribution.fixture.js';
import type { KnownSamplers } from './known-samplers.fixture.js';

const knownSamplers = JSON.parse(readFileSync(new URL('../../../../test/vectors/samplers.json', import.meta.url), 'utf8')) as KnownSamplers;

const samplesOf = (scale: number, draws: number) =>
  WordStream.lend(seededRandom(`scale ${scale}`), (words) => Float64Array.from({ length: draws }, () => sampleDiscreteLaplace(scale, words)));

describe('sampleDiscreteLaplace', () => {
  it.each(knownSamplers.laplace)('agrees with a second implementation word for word at scale $scale', ({ scale, seed, samples, nextWord }) => {
    WordStream.lend(seededRandom(seed), (words) => {
      expect(samples.map(() => sampleDiscreteLaplace(scale, words))).toEqual(samples);
      expect(words.word()).toBe(nextWord);
    });
  });

  it.each([1, 5, 200])('has the exact probabilities and tails at scale %d', (scale) => {
    const samples = samplesOf(scale, 100_000);
    const distribution = normalised(40 * scale, (x) => Math.exp(-Math.abs(x) / scale));
    expect(Math.abs(chiSquareScore(samples, distribution))).toBeLessThan(4);
    for (const reach of [3, 6]) {
      expect(Math.abs(countScore(samples, distribution, (x) => Math.abs(x) > reach * scale))).toBeLessThan(4);
    }
    expect(Math.abs(countScore(samples, distribution, (x) => x > 0))).toBeLessThan(4);
  });

  it('has its mean magnitude at the largest scale', () => {
    const draws = 20_000;
    const mean = samplesOf(largestScale, draws).reduce((sum, x) => sum + Math.abs(x), 0) / draws;
    expect(Math.abs(mean / largestScale - 1)).toBeLessThan(4 / Math.sqrt(draws));
  });
});
