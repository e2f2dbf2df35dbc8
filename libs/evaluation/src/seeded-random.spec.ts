import { describe, expect, it } from '@jest/globals';
import { permutation, seededRandom } from './seeded-random.js';

describe('seededRandom', () => {
  it('draws the same numbers for the same seed', () => {
    const [a, b] = [seededRandom(5), seededRandom(5)];
    expect(Array.from({ length: 20 }, () => a.uniform())).toEqual(Array.from({ length: 20 }, () => b.uniform()));
  });

  it('spreads its integers evenly', () => {
    const random = seededRandom(1);
    const counts = new Array<number>(10).fill(0);
    for (let draw = 0; draw < 20_000; draw++) counts[random.below(10)]++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
    expect(chiSquare).toBeLessThan(27.9); // the 0.999 quantile with 9 degrees of freedom
  });

  it('permutes without losing or repeating an item', () => {
    expect([...permutation(50, seededRandom(3))].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, k) => k));
  });
});
