import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { aBounded } from '../boundary.fixture.js';
import { Released } from '../boundary.js';
import { countingWords, seededRandom } from '../random.fixture.js';
import type { RandomSource } from '../random.js';
import { exponentialMechanism } from './exponential-mechanism.js';
import { permuteAndFlip } from './permute-and-flip.js';

const scored = (...scores: number[]) => aBounded(Int32Array.from(scores), [{ length: scores.length, coordinateSensitivity: 3 }]);
const someScores = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 5, maxLength: 5 });

describe.each([
  ['exponentialMechanism', exponentialMechanism, 'exponential-mechanism'],
  ['permuteAndFlip', permuteAndFlip, 'report-noisy-max'],
] as const)('%s', (_, mechanism, kind) => {
  it('releases the index of one candidate', () => {
    const released = mechanism(scored(4, 4, 5), { scale: 2, random: seededRandom('one') });
    expect(Released.is(released)).toBe(true);
    expect(released.value).toHaveLength(1);
    expect([0, 1, 2]).toContain(released.value[0]);
  });

  it('accounts for the largest move of any score', () => {
    const blocks = [{ length: 1, coordinateSensitivity: 2 }, { length: 2, coordinateSensitivity: 5 }, { length: 1 }];
    const { event } = mechanism(aBounded(new Int32Array(4), blocks), { scale: 7, random: seededRandom('event') });
    expect(event).toEqual({ kind, sensitivity: 5, scale: 7 });
    expect(() => Object.assign(event, { sensitivity: 0 })).toThrow(TypeError);
  });

  it('uses as many words for some scores as for others, and all of them before it looks', () => {
    fc.assert(
      fc.property(someScores, fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(), (scores, scale, seed) => {
        const { seen, random } = countingWords(seededRandom(`words ${seed}`));
        mechanism(scored(...scores), { scale, random });
        const other = countingWords(seededRandom(`words ${seed}`));
        mechanism(scored(0, 0, 0, 0, 0), { scale, random: other.random });
        expect(seen.words).toBe(other.seen.words);
      }),
      { numRuns: 50 },
    );
  });

  it('draws before it looks at a score', () => {
    const order: string[] = [];
    const watched = new Proxy(new Int32Array(400), {
      get(target, key) {
        order.push('score');
        const property: unknown = Reflect.get(target, key, target);
        return property instanceof Function ? (property.bind(target) as unknown) : property;
      },
    });
    const random: RandomSource = {
      fill(words) {
        order.push('words');
        seededRandom('order').fill(words);
      },
    };
    mechanism(aBounded(watched, [{ length: 400 }]), { scale: 1, random });
    expect(order).toContain('score');
    expect(order.lastIndexOf('words')).toBeLessThan(order.indexOf('score'));
  });

  it('looks only at how far a score is behind the best', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 6 }), fc.integer(), (scores, seed) => {
        const chosen = (shift: number) => mechanism(scored(...scores.map((s) => s + shift)), { scale: 100, random: seededRandom(`shift ${seed}`) }).value[0];
        expect(chosen(12_345)).toBe(chosen(0));
      }),
      { numRuns: 50 },
    );
  });

  it('chooses the only candidate, and the best one where the others are hopeless', () => {
    expect([...mechanism(scored(-7), { scale: 1, random: seededRandom('only') }).value]).toEqual([0]);
    expect([...mechanism(scored(-(2 ** 31), 2 ** 31 - 1, 0), { scale: 1, random: seededRandom('best') }).value]).toEqual([1]);
  });

  it.each([0, 0.5, NaN, -1, 2 ** 53])('refuses the scale %d', (scale) => {
    const message = `scale must be an integer from 1 to 9007199254740991, but it is ${scale}`;
    expect(() => mechanism(scored(1, 2), { scale, random: seededRandom('refuse') })).toThrow(new RangeError(message));
  });

  it('refuses to choose among none', () => {
    const none = aBounded(new Int32Array(0), []);
    expect(() => mechanism(none, { scale: 1, random: seededRandom('none') })).toThrow(
      new RangeError('the number of candidates must be at least 1, but it is 0'),
    );
  });
});
