import { readFileSync } from 'node:fs';

import { checkedEvent } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';

import { reveal, Sensitive } from '../boundary.js';
import { boundedCodes } from '../bounding/bounded-codes.js';
import { boundedCounts } from '../bounding/bounded-counts.js';
import { discreteGaussian } from '../mechanisms/discrete-gaussian.js';
import { discreteLaplace } from '../mechanisms/discrete-laplace.js';
import { exponentialMechanism } from '../mechanisms/exponential-mechanism.js';
import { permuteAndFlip } from '../mechanisms/permute-and-flip.js';
import { randomisedResponse } from '../mechanisms/randomised-response.js';
import type { KnownSamplers } from '../mechanisms/known-samplers.fixture.js';
import { seededRandom } from '../random.fixture.js';
import { poissonSample } from './poisson-sample.js';

const knownSamplers = JSON.parse(readFileSync(new URL('../../../../test/vectors/samplers.json', import.meta.url), 'utf8')) as KnownSamplers;

const units = (n: number) => Sensitive.of(Array.from({ length: n }, (_, i) => i));
const sampleOf = (n: number, { sampled = 1, outOf = 4, seed = 'sample' } = {}) => poissonSample(units(n), { sampled, outOf, random: seededRandom(seed) });

const counted = (records: Sensitive<readonly number[]>) =>
  boundedCounts({ records, blocks: [{ cells: 2, indicatorsPerRecord: 1 }], cellsOf: (i) => [i % 2], grid: 1, clampTo: 1000, adjacency: 'add-or-remove-one' });
const coded = (records: Sensitive<readonly number[]>) => boundedCodes({ records, categories: 2, codeOf: (i) => i % 2, adjacency: 'replace-one' });

const noised = (records: Sensitive<readonly number[]>) => discreteGaussian(counted(records), { variances: [16], random: seededRandom('noise') });

describe('poissonSample', () => {
  it.each(knownSamplers.poissonSample)('keeps whom a second implementation keeps, $sampled out of $outOf', ({ units: n, sampled, outOf, seed, kept }) => {
    expect(reveal(sampleOf(n, { sampled, outOf, seed }))).toEqual(kept);
  });

  it('keeps each unit as often as it says, and each independently of the one before', () => {
    const n = 200_000;
    const kept = new Set(reveal(sampleOf(n, { sampled: 3, outOf: 10 })));
    const score = (observed: number, p: number) => Math.abs(observed - n * p) / Math.sqrt(n * p * (1 - p));
    expect(score(kept.size, 0.3)).toBeLessThan(4);
    expect(score([...kept].filter((i) => kept.has((i + 1) % n)).length, 0.09)).toBeLessThan(4.5);
  });

  it('throws the same coins whatever the records are', () => {
    const options = () => ({ sampled: 1, outOf: 3, random: seededRandom('coins') });
    const letters = reveal(poissonSample(Sensitive.of([...'abcdefghij']), options()));
    expect(letters).toEqual(reveal(poissonSample(units(10), options())).map((i) => 'abcdefghij'[i]));
  });

  it('samples nobody from nobody, and everybody where all coins come up', () => {
    expect(reveal(sampleOf(0))).toEqual([]);
    expect(reveal(sampleOf(5, { sampled: 9, outOf: 9 }))).toEqual([0, 1, 2, 3, 4]);
  });

  it('leaves the records as they were', () => {
    const records = units(100);
    poissonSample(records, { sampled: 1, outOf: 2, random: seededRandom('untouched') });
    expect(reveal(records)).toHaveLength(100);
  });

  it.each([
    [{ sampled: 0, outOf: 3 }, 'sampled must be an integer from 1 to 3, but it is 0'],
    [{ sampled: 4, outOf: 3 }, 'sampled must be an integer from 1 to 3, but it is 4'],
    [{ sampled: 0.5, outOf: 1 }, 'sampled must be an integer from 1 to 1, but it is 0.5'],
    [{ sampled: 1, outOf: 2 ** 33 }, 'outOf must be an integer from 1 to 4294967296, but it is 8589934592'],
  ])('refuses %j', (rate, message) => {
    expect(() => sampleOf(3, rate)).toThrow(new RangeError(message));
  });
});

describe('a release from a sample', () => {
  it.each([
    ['discreteGaussian', (records: Sensitive<readonly number[]>) => discreteGaussian(counted(records), { variances: [9], random: seededRandom('m') })],
    ['discreteLaplace', (records: Sensitive<readonly number[]>) => discreteLaplace(counted(records), { scales: [9], random: seededRandom('m') })],
    ['exponentialMechanism', (records: Sensitive<readonly number[]>) => exponentialMechanism(counted(records), { scale: 9, random: seededRandom('m') })],
    ['permuteAndFlip', (records: Sensitive<readonly number[]>) => permuteAndFlip(counted(records), { scale: 9, random: seededRandom('m') })],
    ['randomisedResponse', (records: Sensitive<readonly number[]>) => randomisedResponse(coded(records), { replaced: 1, outOf: 2, random: seededRandom('m') })],
  ] as const)('has an event that says so, whatever it was released by: %s', (_, mechanism) => {
    const { event } = mechanism(units(50));
    expect(event.kind).not.toBe('poisson-sampled');
    const sampled = mechanism(sampleOf(50, { sampled: 2, outOf: 7 })).event;
    expect(sampled).toEqual({ kind: 'poisson-sampled', sampled: 2, outOf: 7, event });
    expect(checkedEvent(sampled)).toEqual(sampled);
    expect(() => Object.assign(sampled, { sampled: 1 })).toThrow(TypeError);
  });

  it('says so too if the sample was reshaped on the way', () => {
    const reshaped = sampleOf(50).map((sample) => sample.map((i) => i + 1)).map((sample) => [...sample]);
    expect(noised(reshaped).event.kind).toBe('poisson-sampled');
  });

  it('does not make a sample of the records it came from', () => {
    const records = units(50);
    poissonSample(records, { sampled: 1, outOf: 2, random: seededRandom('source') });
    expect(noised(records).event.kind).toBe('discrete-gaussian');
  });

  it('is the only one: a second would share its coins, which no event says', () => {
    const sample = sampleOf(50);
    const bounded = counted(sample);
    const reshaped = counted(sample.map((kept) => [...kept]));
    discreteGaussian(bounded, { variances: [16], random: seededRandom('first') });
    for (const again of [bounded, reshaped, counted(sample)]) {
      expect(() => discreteGaussian(again, { variances: [16], random: seededRandom('second') })).toThrow('A sample serves one release only');
    }
  });

  it('may be one of many where all records are used', () => {
    const records = units(50);
    expect([noised(records), noised(records)]).toHaveLength(2);
  });

  it('cannot come from a sample of a sample', () => {
    expect(() => poissonSample(sampleOf(50), { sampled: 1, outOf: 2, random: seededRandom('again') })).toThrow('A sample cannot be sampled again');
  });
});
