import { describe, expect, it } from '@jest/globals';

import { seededRandom, theseWords } from './random.fixture.js';
import { systemRandom, WordStream } from './random.js';

describe('systemRandom', () => {
  it('fills every word anew', () => {
    const first = new Uint32Array(4096);
    const second = new Uint32Array(4096);
    systemRandom.fill(first);
    systemRandom.fill(second);
    const repeated = first.filter((word, i) => word === second[i]).length;
    expect(new Set(first).size).toBeGreaterThan(4000);
    expect(repeated).toBeLessThan(3);
  });

  it('cannot be replaced by a weaker one', () => {
    expect(() => Object.assign(systemRandom, { fill: () => undefined })).toThrow(TypeError);
  });
});

describe('a word stream', () => {
  it('hands out the words of its source in order, across chunks', () => {
    const expected = new Uint32Array(5000);
    seededRandom('in order').fill(expected);
    const words = WordStream.lend(seededRandom('in order'), (stream) => Array.from({ length: 5000 }, () => stream.word()));
    expect(words).toEqual([...expected]);
  });

  it('erases each word as it is used, and the rest at the end', () => {
    const buffers: Uint32Array[] = [];
    const source = { fill: (words: Uint32Array) => void buffers.push(words.fill(7)) };
    WordStream.lend(source, (stream) => {
      stream.word();
      expect([...buffers[0].subarray(0, 2)]).toEqual([0, 7]);
    });
    expect(buffers).toHaveLength(1);
    expect(buffers[0].every((word) => word === 0)).toBe(true);
  });

  it('erases its words when the computation fails', () => {
    const buffers: Uint32Array[] = [];
    const source = { fill: (words: Uint32Array) => void buffers.push(words.fill(7)) };
    const failing = () =>
      WordStream.lend(source, (stream) => {
        stream.word();
        throw new Error('interrupted');
      });
    expect(failing).toThrow('interrupted');
    expect(buffers[0].every((word) => word === 0)).toBe(true);
  });

  it('joins the high bits of two words into 53', () => {
    const joined = (...words: number[]) => WordStream.lend(theseWords(...words), (stream) => stream.word53());
    expect(joined(0xffffffff, 0xffffffff)).toBe(2 ** 53 - 1);
    expect(joined(0x0000001f, 0x0000003f)).toBe(0);
    expect(joined(0x00000020, 0x00000040)).toBe(2 ** 26 + 1);
  });

  it('draws a word of the incomplete last stretch again', () => {
    const bound = 3 * 2 ** 30;
    const below = (...words: number[]) => WordStream.lend(theseWords(...words), (stream) => stream.below(bound));
    expect(below(bound - 1, 5)).toBe(bound - 1);
    expect(below(bound, 5)).toBe(5);
    expect(below(0xffffffff, bound + 1, 5)).toBe(5);
  });

  it('takes any word below 2^32', () => {
    expect(WordStream.lend(theseWords(0xffffffff), (stream) => stream.below(2 ** 32))).toBe(0xffffffff);
  });
});
