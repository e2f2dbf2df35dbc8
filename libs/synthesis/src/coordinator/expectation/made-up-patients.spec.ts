import { describe, expect, it } from '@jest/globals';
import { tableLayout } from '@commonward/schema';
import fc from 'fast-check';
import { aDictionary } from '../../../test/simulated-table.js';
import { publicUniform } from '../public-randomness.js';
import { madeUpPatients } from './made-up-patients.js';

const layout = tableLayout(aDictionary());
const drawn = (rows: number, stream: string): Uint8Array => madeUpPatients({ layout, rows, uniform: publicUniform('0'.repeat(64), stream) });
const shareOf = (codes: Uint8Array, column: number, cell: number): number => {
  const own = codes.filter((_, at) => at % layout.sizes.length === column);
  return own.filter((code) => code === cell).length / own.length;
};

describe('made-up patients', () => {
  it('have a cell of the dictionary in every column, and are the same for the same stream', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.string(), (rows, stream) => {
        const codes = drawn(rows, stream);
        codes.forEach((code, at) => expect(code).toBeLessThan(layout.sizes[at % layout.sizes.length]));
        expect(drawn(rows, stream)).toEqual(codes);
      }),
      { numRuns: 30 },
    );
  });

  it('make any share of a cell as likely as any other: of two cells the first has less than x with probability x', () => {
    const shares = Array.from({ length: 300 }, (_, turn) => shareOf(drawn(50, `${turn}`), 2, 0));
    // The share of the first of two cells is uniform; the largest of 300 deviations of its distribution is below .079 in 95 of 100 cases (Kolmogorov).
    for (const x of [0.25, 0.5, 0.75]) expect(Math.abs(shares.filter((share) => share < x).length / 300 - x)).toBeLessThan(0.079);
  });

  it('are related: who is in a high cell of one column is so more often in another', () => {
    const lifts = Array.from({ length: 200 }, (_, turn) => {
      const codes = drawn(200, `related ${turn}`);
      const both = Array.from({ length: 200 }, (_, row) => codes[row * 5 + 2] * codes[row * 5 + 4]).reduce((sum, value) => sum + value, 0) / 200;
      return both - shareOf(codes, 2, 1) * shareOf(codes, 4, 1);
    });
    expect(lifts.reduce((sum, lift) => sum + lift, 0) / 200).toBeGreaterThan(0.01);
  });
});
