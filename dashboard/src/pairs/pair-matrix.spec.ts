import { describe, expect, it } from '@jest/globals';
import { moved } from './pair-matrix.js';

describe('moved', () => {
  it('follows the arrows inside the triangle and stays at its edge', () => {
    expect(moved({ row: 2, column: 0 }, 'ArrowRight', 3)).toEqual({ row: 2, column: 1 });
    expect(moved({ row: 2, column: 1 }, 'ArrowRight', 3)).toEqual({ row: 2, column: 1 });
    expect(moved({ row: 1, column: 0 }, 'ArrowUp', 3)).toEqual({ row: 1, column: 0 });
  });
});
