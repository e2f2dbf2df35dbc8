import { describe, expect, it } from '@jest/globals';

import { pairOf } from './loss-distribution.js';

describe('the pair of a loss distribution', () => {
  const pair = pairOf({ interval: 0.5, lowest: -1, masses: Float64Array.of(0.2, 0, 0.5, 0.2), infinite: 0.1 });
  const seconds = [0.2 * Math.exp(0.5), 0, 0.5 * Math.exp(-0.5), 0.2 * Math.exp(-1)];
  const elsewhere = 1 - seconds.reduce((sum, mass) => sum + mass, 0);

  it('holds a loss in the bin that begins with it, the infinite one in the last, and what only the second has in the first', () => {
    const { first, second } = pair.masses(Float64Array.of(-0.5, 0.25, 1));
    expect([...first]).toEqual([0, 0.2, 0.5, expect.closeTo(0.3, 14)]);
    expect([...second]).toEqual([expect.closeTo(elsewhere, 14), seconds[0], seconds[2], seconds[3]]);
  });

  it('tells what only the second has from everything else by an edge at -Infinity', () => {
    const { second } = pair.masses(Float64Array.of(-Infinity, 0));
    expect([...second]).toEqual([0, expect.closeTo(elsewhere + seconds[0], 14), expect.closeTo(seconds[2] + seconds[3], 14)]);
  });

  it('spans its finite losses', () => {
    expect([pair.lowest, pair.highest]).toEqual([-0.5, 1]);
  });
});
