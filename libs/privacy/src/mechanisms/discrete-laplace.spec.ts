import { describe, expect, it } from '@jest/globals';

import { aBounded } from '../boundary.fixture.js';
import { Released } from '../boundary.js';
import { countingWords, seededRandom } from '../random.fixture.js';
import { discreteLaplace } from './discrete-laplace.js';
import { chiSquareScore, normalised } from './distribution.fixture.js';

/** Two blocks: three coordinates that move by 2 in all, two that move by 7. */
const twoBlocks = (...value: number[]) =>
  aBounded(Int32Array.from(value), [
    { length: 3, l1Sensitivity: 2, squaredSensitivity: 4 },
    { length: 2, l1Sensitivity: 7, squaredSensitivity: 9 },
  ]);
const scales = [4, 25];

describe('discreteLaplace', () => {
  it('adds the same noise to any value', () => {
    const releaseOf = (...value: number[]) => discreteLaplace(twoBlocks(...value), { scales, random: seededRandom('same') }).value;
    const noise = releaseOf(0, 0, 0, 0, 0);
    expect([...releaseOf(10, -20, 30, 40, 1_000_000)]).toEqual([10, -20, 30, 40, 1_000_000].map((v, i) => v + noise[i]));
  });

  it('gives each block noise of its own scale', () => {
    const wide = aBounded(new Int32Array(40_000), [{ length: 20_000 }, { length: 20_000 }]);
    const { value } = discreteLaplace(wide, { scales: [2, 30], random: seededRandom('blocks') });
    const scoreOf = (from: number, scale: number) =>
      chiSquareScore(value.slice(from, from + 20_000), normalised(40 * scale, (x) => Math.exp(-Math.abs(x) / scale)));
    expect(Math.abs(scoreOf(0, 2))).toBeLessThan(4);
    expect(Math.abs(scoreOf(20_000, 30))).toBeLessThan(4);
  });

  it('accounts for the L1 sensitivity of the bounded value and the scale of the noise', () => {
    const released = discreteLaplace(twoBlocks(0, 0, 0, 0, 0), { scales, random: seededRandom('event') });
    expect(Released.is(released)).toBe(true);
    expect(released.event).toEqual({
      kind: 'discrete-laplace',
      blocks: [
        { coordinates: 3, l1Sensitivity: 2, scale: 4 },
        { coordinates: 2, l1Sensitivity: 7, scale: 25 },
      ],
    });
  });

  it('uses as many words for one value as for another', () => {
    const wordsFor = (value: Int32Array) => {
      const { seen, random } = countingWords(seededRandom('words'));
      discreteLaplace(aBounded(value, [{ length: value.length }]), { scales: [10], random });
      return seen.words;
    };
    expect(wordsFor(new Int32Array(5000).fill(2 ** 31 - 1))).toBe(wordsFor(new Int32Array(5000)));
  });

  it.each([
    [[4], 'scales must hold one number for each of 2 blocks, but it holds 1'],
    [[4, 0], 'scales[1] must be an integer from 1 to 4294967296, but it is 0'],
    [[0.5, 4], 'scales[0] must be an integer from 1 to 4294967296, but it is 0.5'],
    [[4, 2 ** 32 + 1], 'scales[1] must be an integer from 1 to 4294967296, but it is 4294967297'],
  ])('refuses the scales %j before it draws', (wrong, message) => {
    const { seen, random } = countingWords(seededRandom('refuse'));
    expect(() => discreteLaplace(twoBlocks(0, 0, 0, 0, 0), { scales: wrong, random })).toThrow(new RangeError(message));
    expect(seen.words).toBe(0);
  });
});
