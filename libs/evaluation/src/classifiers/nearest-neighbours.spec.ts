import { describe, expect, it } from '@jest/globals';
import { nearestNeighbours } from './nearest-neighbours.js';

/** Rows with one feature. */
function points(...values: number[]) {
  return { rows: values.length, columns: 1, values: Float64Array.from(values) };
}

describe('nearestNeighbours', () => {
  it('predict the class of the majority, however narrow', () => {
    const fitted = nearestNeighbours({ neighbours: 9 }).fit(points(1, 2, 3, 4, 5, 6, 7, 8, 9), Uint8Array.of(1, 0, 1, 0, 1, 0, 1, 0, 1), 0);
    expect(fitted.score(points(5))[0]).toBeCloseTo(5 / 9, 12);
    expect([...fitted.predict(points(5))]).toEqual([1]);
  });

  it('count the earlier of two rows at the same distance', () => {
    const fitted = nearestNeighbours({ neighbours: 1 }).fit(points(-1, 1), Uint8Array.of(1, 0), 0);
    expect([...fitted.predict(points(0))]).toEqual([1]);
  });

  it('are all rows where there are fewer than asked for', () => {
    expect(nearestNeighbours({ neighbours: 15 }).fit(points(0, 1, 2), Uint8Array.of(1, 0, 1), 0).score(points(9))[0]).toBeCloseTo(2 / 3, 12);
  });
});
