import { describe, expect, it } from '@jest/globals';
import { tableLayout } from '@commonward/schema';
import { aDictionary } from '../../../test/simulated-table.js';
import { tableDistances } from './table-distances.js';

const two = tableLayout({ ...aDictionary(), columns: aDictionary().columns.slice(2, 4) });

describe('the distance between two tables of records', () => {
  it('is half of what their shares differ by, as a mean over columns and over pairs', () => {
    // Sex f f m m against f m m m: off by a quarter. Pain 0 0 1 1 against 0 0 1 2: a quarter.
    // Pairs (f0 f0 m1 m1) against (f0 m0 m1 m2): f0 and m1 are one too many, m0 and m2 one too few, so two of four.
    const left = Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const right = Uint8Array.of(0, 0, 1, 0, 1, 1, 1, 2);
    expect(tableDistances(left, right, two)).toEqual({ oneWay: 0.25, twoWay: 0.5 });
  });

  it('is nothing between the same records in another order, and of one column has no pairs', () => {
    expect(tableDistances(Uint8Array.of(0, 1, 1, 2), Uint8Array.of(1, 2, 0, 1), two)).toEqual({ oneWay: 0, twoWay: 0 });
    const one = tableLayout({ ...aDictionary(), columns: aDictionary().columns.slice(2, 3) });
    expect(tableDistances(Uint8Array.of(0, 0), Uint8Array.of(1, 1), one)).toEqual({ oneWay: 1, twoWay: 0 });
  });
});
