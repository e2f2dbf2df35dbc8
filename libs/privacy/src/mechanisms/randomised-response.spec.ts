import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';

import { Sensitive } from '../boundary.js';
import { boundedCodes } from '../bounding/bounded-codes.js';
import { countingWords, seededRandom } from '../random.fixture.js';
import { chiSquareScore } from './distribution.fixture.js';
import { randomisedResponse } from './randomised-response.js';
import type { KnownSamplers } from './known-samplers.fixture.js';

const knownSamplers = JSON.parse(readFileSync(new URL('../../../../test/vectors/samplers.json', import.meta.url), 'utf8')) as KnownSamplers;

const coded = (codes: number[], categories = 4) =>
  boundedCodes({ records: Sensitive.of(codes), categories, codeOf: (code) => code, adjacency: 'replace-one' });

describe('randomisedResponse', () => {
  it.each(knownSamplers.randomisedResponse)(
    'agrees with a second implementation at $categories categories, $replaced replaced out of $outOf',
    ({ codes, categories, replaced, outOf, seed, answers }) => {
      const released = randomisedResponse(coded(codes, categories), { replaced, outOf, random: seededRandom(seed) });
      expect([...released.value]).toEqual(answers);
    },
  );

  it('keeps a code with the probability it states, and replaces it with any of all alike', () => {
    const released = randomisedResponse(coded(Array<number>(100_000).fill(2)), { replaced: 3, outOf: 5, random: seededRandom('frequencies') });
    const probabilities = [0.15, 0.15, 0.4 + 0.15, 0.15];
    expect(Math.abs(chiSquareScore(released.value, { least: 0, probabilities }))).toBeLessThan(4);
  });

  it('accounts for the categories of the codes and the share that it replaced', () => {
    const { event } = randomisedResponse(coded([1, 2], 9), { replaced: 1, outOf: 8, random: seededRandom('event') });
    expect(event).toEqual({ kind: 'randomised-response', categories: 9, replaced: 1, outOf: 8 });
    expect(() => Object.assign(event, { replaced: 8 })).toThrow(TypeError);
  });

  it('says nothing of the codes where it replaces them all', () => {
    const options = () => ({ replaced: 7, outOf: 7, random: seededRandom('all') });
    const some = randomisedResponse(coded([0, 0, 0, 0, 0, 0]), options());
    const others = randomisedResponse(coded([3, 1, 2, 3, 1, 2]), options());
    expect([...some.value]).toEqual([...others.value]);
  });

  it('changes one answer at most when one code is replaced, by the same words', () => {
    const answers = (...codes: number[]) => [...randomisedResponse(coded(codes), { replaced: 1, outOf: 2, random: seededRandom('one') }).value];
    const before = answers(0, 1, 2, 3, 0, 1);
    expect(answers(0, 1, 3, 3, 0, 1).filter((answer, i) => i !== 2 && answer !== before[i])).toEqual([]);
  });

  it('uses as many words for some codes as for others', () => {
    const wordsFor = (code: number) => {
      const { seen, random } = countingWords(seededRandom('words'));
      randomisedResponse(coded(Array<number>(3000).fill(code), 3), { replaced: 1, outOf: 3, random });
      return seen.words;
    };
    expect(wordsFor(2)).toBe(wordsFor(0));
  });

  it.each([
    [{ replaced: 0, outOf: 3 }, 'replaced must be an integer from 1 to 3, but it is 0'],
    [{ replaced: 4, outOf: 3 }, 'replaced must be an integer from 1 to 3, but it is 4'],
    [{ replaced: 1, outOf: 2 ** 32 + 1 }, 'outOf must be an integer from 1 to 4294967296, but it is 4294967297'],
    [{ replaced: 1, outOf: 1.5 }, 'outOf must be an integer from 1 to 4294967296, but it is 1.5'],
  ])('refuses %j', (share, message) => {
    expect(() => randomisedResponse(coded([1]), { ...share, random: seededRandom('refuse') })).toThrow(new RangeError(message));
  });
});
