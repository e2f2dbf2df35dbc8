import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesOf, vectors } from '../vectors.fixture.js';
import { applyMasks, inverseMasks, type Masks } from './masks.js';
import { PIECE_WORDS } from './keystream.js';

const { key, words, offset, wordsAtOffset } = vectors.mask;
const one: Masks = { add: [bytesOf(key)], subtract: [] };
const seeds = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 6 });

describe('a mask', () => {
  it('is the AES-256-CTR keystream of its seed, as little-endian words, from any place on', () => {
    const vector = new Uint32Array(words.length);
    applyMasks(one, { offset: 0, words: vector });
    expect([...vector]).toEqual(words);
    const later = new Uint32Array(4);
    applyMasks(one, { offset, words: later });
    expect([...later]).toEqual(wordsAtOffset);
  });

  it('is the same in pieces of any size', () => {
    const length = PIECE_WORDS + 1000;
    const whole = new Uint32Array(length);
    applyMasks(one, { offset: 0, words: whole });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: length / 4 - 1 }), (cut) => {
        const pieces = new Uint32Array(length);
        applyMasks(one, { offset: 4 * cut, words: pieces.subarray(4 * cut) });
        applyMasks(one, { offset: 0, words: pieces.subarray(0, 4 * cut) });
        expect(Buffer.compare(Buffer.from(pieces.buffer), Buffer.from(whole.buffer))).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('is taken away exactly, however many there are on either side', () => {
    fc.assert(
      fc.property(seeds, seeds, fc.uint32Array({ minLength: 1, maxLength: 30 }), (add, subtract, vector) => {
        const masked = Uint32Array.from(vector);
        applyMasks({ add, subtract }, { offset: 0, words: masked });
        applyMasks(inverseMasks({ add, subtract }), { offset: 0, words: masked });
        expect(masked).toEqual(vector);
      }),
    );
  });

  it('of one that adds and one that subtracts is none', () => {
    const vector = Uint32Array.of(5, 2 ** 32 - 1, 0);
    applyMasks({ add: one.add, subtract: one.add }, { offset: 0, words: vector });
    expect(vector).toEqual(Uint32Array.of(5, 2 ** 32 - 1, 0));
  });

  it('begins where a block of the cipher begins', () => {
    expect(() => applyMasks(one, { offset: 6, words: new Uint32Array(4) })).toThrow('multiple of 4');
  });
});
