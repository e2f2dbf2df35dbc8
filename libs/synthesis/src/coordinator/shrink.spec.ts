import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tableLayout } from '@commonward/schema';
import { aDictionary } from '../../test/simulated-table.js';
import { contrastGroups } from './contrast-groups.js';
import { product } from './matrix.js';
import type { Matrix } from './matrix.js';
import { shrinkInteraction } from './shrink.js';

const layout = tableLayout(aDictionary());
const AGE = contrastGroups(layout, 0, true);
const CHOL = contrastGroups(layout, 1, true);
const PAIN = contrastGroups(layout, 3, false);

const difference = (a: Matrix, b: Matrix) => ({ ...a, values: a.values.map((value, at) => value - b.values[at]) });
const norm = ({ values }: Matrix) => Math.hypot(...values);
const rowSums = ({ rows, columns, values }: Matrix) =>
  Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns).reduce((sum, value) => sum + value, 0));
const columnSums = ({ columns, values }: Matrix) =>
  Array.from({ length: columns }, (_, column) => values.reduce((sum, value, at) => (at % columns === column ? sum + value : sum), 0));

/** A 4 x 4 table and the independent table with the same margins. */
const tables = fc.array(fc.double({ min: -20, max: 100, noNaN: true }), { minLength: 16, maxLength: 16 }).map((values) => {
  const table: Matrix = { rows: 4, columns: 4, values: Float64Array.from(values) };
  const [rows, columns] = [rowSums(table), columnSums(table)];
  const total = rows.reduce((sum, count) => sum + count, 0);
  return { table, independent: { ...table, values: table.values.map((_, at) => rows[at >> 2] / 4 + columns[at % 4] / 4 - total / 16) } };
});

describe('the contrast groups of a column', () => {
  it.each([['age', AGE, [1, 2]], ['chol with its missing cell', CHOL, [2, 1]], ['pain', PAIN, [3]]])(
    'of %s are orthogonal projections that share out all contrasts',
    (_, groups, dimensions) => {
      expect(groups.map(({ dimension }) => dimension)).toEqual(dimensions);
      groups.forEach(({ projection, dimension }) => {
        expect(norm(difference(product(projection, projection), projection))).toBeLessThan(1e-12);
        expect(projection.values.reduce((trace, value, at) => (at % 5 === 0 ? trace + value : trace), 0)).toBeCloseTo(dimension, 12);
        expect(Math.max(...rowSums(projection).map(Math.abs))).toBeLessThan(1e-12);
      });
      if (groups.length === 2) expect(norm(product(groups[0].projection, groups[1].projection))).toBeLessThan(1e-12);
    },
  );
});

describe('shrinkage', () => {
  it('leaves the margins, and never moves a table away from independence', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: 0.01, max: 1000, noNaN: true }), ({ table, independent }, variance) => {
        const shrunk = shrinkInteraction({ table, independent, variance, rowGroups: CHOL, columnGroups: PAIN });
        rowSums(table).forEach((sum, row) => expect(rowSums(shrunk)[row]).toBeCloseTo(sum, 8));
        columnSums(table).forEach((sum, column) => expect(columnSums(shrunk)[column]).toBeCloseTo(sum, 8));
        expect(norm(difference(shrunk, independent))).toBeLessThanOrEqual(norm(difference(table, independent)) + 1e-9);
      }),
    );
  });

  it('is the positive-part James-Stein estimate where both columns have one group', () => {
    fc.assert(
      fc.property(tables, fc.double({ min: 0.1, max: 500, noNaN: true }), ({ table, independent }, variance) => {
        const shrunk = shrinkInteraction({ table, independent, variance, rowGroups: PAIN, columnGroups: PAIN });
        const factor = Math.max(0, 1 - (7 * variance) / norm(difference(table, independent)) ** 2);
        difference(shrunk, independent).values.forEach((value, at) =>
          expect(value).toBeCloseTo(factor * difference(table, independent).values[at], 8),
        );
      }),
    );
  });

  it('keeps a linear relation whole, however strong the noise', () => {
    const trend = Float64Array.from({ length: 16 }, (_, at) => ((at >> 2) - 1.5) * ((at % 4) - 1.5));
    const independent: Matrix = { rows: 4, columns: 4, values: new Float64Array(16).fill(10) };
    const table = { ...independent, values: trend.map((value) => value + 10) };
    const shrunk = shrinkInteraction({ table, independent, variance: 1e6, rowGroups: AGE, columnGroups: AGE });
    shrunk.values.forEach((value, at) => expect(value).toBeCloseTo(table.values[at], 10));
  });

  it('leaves independence where noise explains everything else', () => {
    const independent: Matrix = { rows: 4, columns: 4, values: new Float64Array(16).fill(10) };
    const table = { ...independent, values: independent.values.map((value, at) => value + [1, -1, -1, 1][(at >> 2) ^ at % 4]) };
    const shrunk = shrinkInteraction({ table, independent, variance: 100, rowGroups: PAIN, columnGroups: PAIN });
    expect(norm(difference(shrunk, independent))).toBeLessThan(1e-12);
  });
});
