import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { TableLayout } from '@commonward/schema';
import { fuseMargins } from './fuse.js';
import type { NoisyTable } from './fuse.js';

const SIZES = [3, 2, 4];

function layoutOf(sizes: readonly number[]): TableLayout {
  const offsets = Int32Array.from([0, ...sizes.map((_, j) => sizes.slice(0, j + 1).reduce((sum, size) => sum + size, 0))]);
  return { columns: [], sizes: Int32Array.from(sizes), offsets, cells: offsets[sizes.length], target: 0 };
}

/** Every table is a linear map of the joint table of all columns: its row for a cell marks the joint cells that it sums. */
function jointRows(columns: readonly number[]): number[][] {
  const joint = SIZES[0] * SIZES[1] * SIZES[2];
  const cellOf = (at: number) => [Math.floor(at / 8), Math.floor(at / 4) % 2, at % 4];
  const cells = columns.reduce((product, column) => product * SIZES[column], 1);
  return Array.from({ length: cells }, (_, cell) =>
    Array.from({ length: joint }, (_, at) => Number(columns.reduce((index, column) => index * SIZES[column] + cellOf(at)[column], 0) === cell)),
  );
}

/** Solves the normal equations of weighted least squares for the joint table; a tiny ridge picks one of many solutions. */
function leastSquaresJoint(tables: readonly NoisyTable[]): number[] {
  const joint = SIZES[0] * SIZES[1] * SIZES[2];
  const matrix = Array.from({ length: joint }, (_, i) => Array.from({ length: joint + 1 }, (_, k) => (i === k ? 1e-9 : 0)));
  for (const { columns, counts, variance } of tables) {
    jointRows(columns).forEach((row, cell) => {
      for (let i = 0; i < joint; i++) {
        for (let k = 0; k < joint; k++) matrix[i][k] += (row[i] * row[k]) / variance;
        matrix[i][joint] += (row[i] * counts[cell]) / variance;
      }
    });
  }
  return solve(matrix);
}

function solve(matrix: number[][]): number[] {
  for (let i = 0; i < matrix.length; i++) {
    const pivot = matrix.slice(i).reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(matrix[best][i]) ? i + k : best), i);
    [matrix[i], matrix[pivot]] = [matrix[pivot], matrix[i]];
    for (let k = 0; k < matrix.length; k++) {
      if (k === i) continue;
      const factor = matrix[k][i] / matrix[i][i];
      for (let c = i; c <= matrix.length; c++) matrix[k][c] -= factor * matrix[i][c];
    }
  }
  return matrix.map((row, i) => row[matrix.length] / row[i]);
}

const counts = (columns: readonly number[]) => {
  const cells = columns.reduce((product, column) => product * SIZES[column], 1);
  return fc.array(fc.double({ min: 50, max: 200, noNaN: true }), { minLength: cells, maxLength: cells }).map((values) => Float64Array.from(values));
};
const table = (columns: readonly number[]) =>
  fc.record({ columns: fc.constant(columns), counts: counts(columns), variance: fc.double({ min: 0.5, max: 20, noNaN: true }) });

describe('the fused margins', () => {
  it.each([
    ['all pairs', [[0, 1], [0, 2], [1, 2]]],
    ['pairs with a target and single columns', [[0, 1], [0, 2], [0], [1], [2]]],
    ['single columns', [[0], [1], [2]]],
  ])('equal those of the weighted least squares joint table, from %s', (_, measured) => {
    fc.assert(
      fc.property(fc.tuple(...measured.map(table)), (tables) => {
        const joint = leastSquaresJoint(tables);
        const { records, oneWays } = fuseMargins(tables, layoutOf(SIZES));
        expect(records).toBeCloseTo(joint.reduce((sum, count) => sum + count, 0), 3);
        const margins = [0, 1, 2].flatMap((column) => jointRows([column]).map((row) => row.reduce((sum, mark, at) => sum + mark * joint[at], 0)));
        margins.forEach((margin, cell) => expect(oneWays[cell]).toBeCloseTo(margin, 3));
      }),
      { numRuns: 20 },
    );
  });

  it('never estimate less than one record', () => {
    const tables = [[0], [1], [2]].map((columns) => ({ columns, counts: new Float64Array(SIZES[columns[0]]).fill(-5), variance: 1 }));
    expect(fuseMargins(tables, layoutOf(SIZES)).records).toBe(1);
  });

  it('need every column in a table', () => {
    const tables = [{ columns: [0, 1], counts: new Float64Array(6), variance: 1 }];
    expect(() => fuseMargins(tables, layoutOf(SIZES))).toThrow(RangeError);
  });
});
