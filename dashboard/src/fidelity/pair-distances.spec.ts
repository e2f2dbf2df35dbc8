import { describe, expect, it } from '@jest/globals';
import type { PairDistance } from '../api/model.js';
import { pairMatrix, worstPairs } from './pair-distances.js';

const pairs: readonly PairDistance[] = [
  { columns: ['age', 'sex'], tv: 0.1 },
  { columns: ['disease', 'age'], tv: 0.3 },
];

describe('pairMatrix', () => {
  it('finds a pair whichever of its columns is named first', () => {
    const matrix = pairMatrix(pairs);
    expect(matrix.names).toEqual(['age', 'sex', 'disease']);
    expect(matrix.at(2, 0)).toBe(0.3);
  });

  it('is empty on and above the diagonal, and where a pair was not released', () => {
    const matrix = pairMatrix(pairs);
    expect([matrix.at(0, 0), matrix.at(0, 2), matrix.at(2, 1)]).toEqual([null, null, null]);
  });
});

describe('worstPairs', () => {
  it('starts with the largest distance', () => {
    expect(worstPairs(pairs)[0]?.columns).toEqual(['disease', 'age']);
  });
});
