import { rhoUnits } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';

import { aBounded as bounded } from '../boundary.fixture.js';
import { Released } from '../boundary.js';
import { countingWords, seededRandom } from '../random.fixture.js';
import type { RandomSource } from '../random.js';
import { discreteGaussian } from './discrete-gaussian.js';

/** Two blocks: three coordinates of squared sensitivity 4, two of squared sensitivity 50. */
const aBounded = (...value: number[]) =>
  bounded(Int32Array.from(value), [
    { length: 3, squaredSensitivity: 4 },
    { length: 2, squaredSensitivity: 50 },
  ]);
const variances = [16, 100];

describe('discreteGaussian', () => {
  it('adds the same noise to any value', () => {
    const releaseOf = (...value: number[]) =>
      discreteGaussian(aBounded(...value), { variances, random: seededRandom('same') }).value;
    const noise = releaseOf(0, 0, 0, 0, 0);
    expect([...releaseOf(10, -20, 30, 40, 1_000_000)]).toEqual([10, -20, 30, 40, 1_000_000].map((v, i) => v + noise[i]));
  });

  it('gives each block noise of its own variance', () => {
    const wide = bounded(new Int32Array(40_000), [{ length: 20_000 }, { length: 20_000 }]);
    const { value } = discreteGaussian(wide, { variances: [9, 2500], random: seededRandom('blocks') });
    const meanSquare = (from: number) => value.subarray(from, from + 20_000).reduce((sum, x) => sum + x * x, 0) / 20_000;
    expect(Math.abs(meanSquare(0) / 9 - 1)).toBeLessThan(0.04);
    expect(Math.abs(meanSquare(20_000) / 2500 - 1)).toBeLessThan(0.04);
  });

  it('accounts for the sensitivity of the bounded value and the variance of the noise', () => {
    const { event } = discreteGaussian(aBounded(0, 0, 0, 0, 0), { variances, random: seededRandom('event') });
    expect(event).toEqual({
      kind: 'discrete-gaussian',
      blocks: [
        { squaredSensitivity: 4, variance: 16 },
        { squaredSensitivity: 50, variance: 100 },
      ],
    });
    expect(rhoUnits(event)).toBe((4 / 32 + 50 / 200) * 1e12);
    const [block] = event.kind === 'discrete-gaussian' ? event.blocks : [];
    expect(() => Object.assign(block, { variance: 1e9 })).toThrow(TypeError);
  });

  it('draws the noise it accounts for, even if its variances change meanwhile', () => {
    const changing = [...variances];
    const random: RandomSource = {
      fill(words) {
        changing.fill(1);
        seededRandom('changing').fill(words);
      },
    };
    const steady = discreteGaussian(aBounded(0, 0, 0, 0, 0), { variances, random: seededRandom('changing') });
    const released = discreteGaussian(aBounded(0, 0, 0, 0, 0), { variances: changing, random });
    expect(released.event).toEqual(steady.event);
    expect([...released.value]).toEqual([...steady.value]);
  });

  it('makes a release', () => {
    expect(Released.is(discreteGaussian(aBounded(0, 0, 0, 0, 0), { variances, random: seededRandom('release') }))).toBe(true);
  });

  it('makes a release that cannot be changed through a value read from it', () => {
    const released = discreteGaussian(aBounded(0, 0, 0, 0, 0), { variances, random: seededRandom('copies') });
    const before = [...released.value];
    released.value.fill(4711);
    expect([...released.value]).toEqual(before);
  });

  it('saturates at the ends of int32', () => {
    const ends = aBounded(2 ** 31 - 1, -(2 ** 31), 0, 2 ** 31 - 1, -(2 ** 31));
    const runs = Array.from({ length: 20 }, (_, run) =>
      discreteGaussian(ends, { variances, random: seededRandom(`saturate ${run}`) }).value,
    );
    expect(runs.every(([a, b, , d, e]) => a > 2e9 && b < -2e9 && d > 2e9 && e < -2e9)).toBe(true);
    expect(runs.some(([a]) => a === 2 ** 31 - 1)).toBe(true);
    expect(runs.some(([, b]) => b === -(2 ** 31))).toBe(true);
  });

  it('uses as many words for one value as for another', () => {
    const wordsFor = (value: Int32Array) => {
      const { seen, random } = countingWords(seededRandom('words'));
      discreteGaussian(bounded(value, [{ length: value.length }]), { variances: [100], random });
      return seen.words;
    };
    expect(wordsFor(new Int32Array(5000).fill(2 ** 31 - 1))).toBe(wordsFor(new Int32Array(5000)));
  });

  it('draws all noise before it looks at the value', () => {
    const order: string[] = [];
    const watched = new Proxy(new Int32Array(5), {
      get(target, key) {
        order.push('value');
        const property: unknown = Reflect.get(target, key, target);
        return property instanceof Function ? (property.bind(target) as unknown) : property;
      },
    });
    const random: RandomSource = {
      fill(words) {
        order.push('noise');
        seededRandom('order').fill(words);
      },
    };
    discreteGaussian(bounded(watched, [{ length: 5 }]), { variances: [100], random });
    expect(order).toContain('value');
    expect(order.lastIndexOf('noise')).toBeLessThan(order.indexOf('value'));
  });

  it('lets nothing out if a coordinate belongs to no block', () => {
    const uncovered = bounded(new Int32Array(3), [{ length: 2 }]);
    expect(() => discreteGaussian(uncovered, { variances: [1], random: seededRandom('uncovered') })).toThrow(
      'A bounded value and its blocks differ in length',
    );
  });

  it.each([
    [[16], 'variances must hold one number for each of 2 blocks, but it holds 1'],
    [[16, 0], 'variances[1] must be an integer from 1 to 1099511627776, but it is 0'],
    [[0.5, 16], 'variances[0] must be an integer from 1 to 1099511627776, but it is 0.5'],
    [[16, NaN], 'variances[1] must be an integer from 1 to 1099511627776, but it is NaN'],
    [[16, 2 ** 40 + 1], 'variances[1] must be an integer from 1 to 1099511627776, but it is 1099511627777'],
  ])('refuses the variances %j', (wrong, message) => {
    const { seen, random } = countingWords(seededRandom('refuse'));
    expect(() => discreteGaussian(aBounded(0, 0, 0, 0, 0), { variances: wrong, random })).toThrow(new RangeError(message));
    expect(seen.words).toBe(0);
  });
});
