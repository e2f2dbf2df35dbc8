import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { aBounded } from '../boundary.fixture.js';
import { seededRandom } from '../random.fixture.js';
import { chiSquareScore } from './distribution.fixture.js';
import { exponentialMechanism } from './exponential-mechanism.js';
import { permuteAndFlip } from './permute-and-flip.js';
import type { KnownSamplers } from './known-samplers.fixture.js';
import type { SelectionOptions } from './selection.js';

const knownSamplers = JSON.parse(readFileSync(new URL('../../../../test/vectors/samplers.json', import.meta.url), 'utf8')) as KnownSamplers;

const { rows } = JSON.parse(readFileSync(new URL('../../../../test/vectors/selection.json', import.meta.url), 'utf8')) as {
  rows: { scores: number[]; scale: number; epsilon: number; exponential: number[]; noisyMax: number[] }[];
};

type Mechanism = typeof exponentialMechanism;
const scored = (scores: number[]) => aBounded(Int32Array.from(scores), [{ length: scores.length }]);
const chosen = (mechanism: Mechanism, scores: number[], options: SelectionOptions) => mechanism(scored(scores), options).value[0];

/** Permute-and-flip by going through every order: in each, the chance that all before a candidate fail and its own coin comes up. */
const throughEveryOrder = (scores: number[], scale: number): number[] => {
  const best = Math.max(...scores);
  const coins = scores.map((score) => Math.exp((score - best) / scale));
  const probabilities = scores.map(() => 0);
  const walk = (left: number[], reached: number) => {
    for (const candidate of left) {
      const chance = reached / left.length;
      probabilities[candidate] += chance * coins[candidate];
      walk(left.filter((other) => other !== candidate), chance * (1 - coins[candidate]));
    }
  };
  walk(scores.map((_, i) => i), 1);
  return probabilities;
};

describe.each([
  ['exponentialMechanism', exponentialMechanism, knownSamplers.exponentialMechanism],
  ['permuteAndFlip', permuteAndFlip, knownSamplers.permuteAndFlip],
] as const)('%s', (_, mechanism, known) => {
  it.each(known)('chooses what a second implementation chooses at scores $scores and scale $scale', ({ scores, scale, seeds, chosen: expected }) => {
    expect(seeds.map((seed) => chosen(mechanism, scores, { scale, random: seededRandom(seed) }))).toEqual(expected);
  });
});

describe('the probabilities of a choice', () => {
  it.each(rows)('are those of the exponential mechanism at epsilon $epsilon', ({ scores, scale, exponential }) => {
    const random = seededRandom(`exponential ${scale}`);
    const choices = Array.from({ length: 4000 }, () => chosen(exponentialMechanism, scores, { scale, random }));
    expect(Math.abs(chiSquareScore(choices, { least: 0, probabilities: exponential }))).toBeLessThan(4);
  });

  it.each(rows)('are those of permute-and-flip at epsilon $epsilon, which adds exponential noise and reports the largest', ({ scores, scale, noisyMax }) => {
    throughEveryOrder(scores, scale).forEach((probability, i) => expect(Math.abs(probability - noisyMax[i])).toBeLessThan(1e-8));
    const random = seededRandom(`permute ${scale}`);
    const choices = Array.from({ length: 4000 }, () => chosen(permuteAndFlip, scores, { scale, random }));
    expect(Math.abs(chiSquareScore(choices, { least: 0, probabilities: noisyMax }))).toBeLessThan(4);
  });
});
