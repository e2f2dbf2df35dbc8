import { describe, expect, it } from '@jest/globals';
import { rareGroups } from './rare-groups.js';

const marginal = (...cells: readonly (readonly [synthetic: number, real: number])[]) => ({ cells: cells.map(([synthetic, real]) => ({ synthetic, real })) });

describe('rareGroups', () => {
  it('counts the cells with some real records but at most one in twenty, and says what share of them is left', () => {
    expect(rareGroups([marginal([0.95, 0.9], [0.02, 0.05], [0, 0.05], [0.03, 0]), marginal([0.97, 0.98], [0.03, 0.02])])).toEqual({ groups: 3, present: 2, ratio: expect.closeTo(0.05 / 0.12, 12) });
  });

  it('has nothing to say where no group is rare', () => {
    expect(rareGroups([marginal([0.5, 0.4], [0.5, 0.6])])).toEqual({ groups: 0, present: 0, ratio: null });
  });
});
