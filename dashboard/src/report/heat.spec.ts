import { describe, expect, it } from '@jest/globals';
import { heat, scoreHeat } from './heat.js';

describe('scoreHeat', () => {
  it.each([
    [0, 0],
    [0.5, 0],
    [0.75, 0.5],
    [1, 1],
  ])('colours a score of %d with strength %d', (score, strength) => {
    expect(scoreHeat(score)).toBe(strength);
  });
});

describe('heat', () => {
  it('says the strength as a percentage', () => {
    expect(heat(0.25)).toEqual({ '--heat': '25%' });
  });
});
