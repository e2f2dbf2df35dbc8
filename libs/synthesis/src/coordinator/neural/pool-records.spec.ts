import { describe, expect, it } from '@jest/globals';
import type { TableLayout } from '@commonward/schema';
import { testUniform } from '../../../test/simulated-table.js';
import { poolRecords } from './pool-records.js';

const COLUMNS = 10;
const layout: TableLayout = { columns: [], sizes: new Int32Array(COLUMNS).fill(4), offsets: Int32Array.from({ length: COLUMNS + 1 }, (_, j) => 4 * j), cells: 4 * COLUMNS, target: 0 };
const noRules = { byColumn: Array.from({ length: COLUMNS }, () => []) };
const everything = new Float64Array(layout.cells).fill(1);
const even = { rows: 1, columns: layout.cells, values: new Float64Array(layout.cells).fill(1 / 4) };
const recordsOf = (codes: Uint8Array): string[] => Array.from({ length: codes.length / COLUMNS }, (_, row) => codes.subarray(row * COLUMNS, (row + 1) * COLUMNS).join(''));

describe('records of a pool', () => {
  it('are drawn anew where they break a rule, and not copied from others', () => {
    // Three of four records have a first cell of 1, 2 or 3, which no record may have with any cell of the last column.
    const forbidden = { byColumn: noRules.byColumn.map((_, j) => (j === 0 ? [1, 2, 3].flatMap((cell) => [0, 1, 2, 3].map((last) => ({ cell, others: [{ column: COLUMNS - 1, cell: last }] }))) : [])) };
    const records = recordsOf(poolRecords({ pool: even, layout, forbidden, rows: 500, shares: everything, uniform: testUniform(1) }));
    expect(records.every((record) => record.startsWith('0'))).toBe(true);
    expect(new Set(records).size).toBeGreaterThan(490); // of 262,144 that are possible
  });

  it('come from each latent as often as it meets the conditions', () => {
    // Of the second latent three quarters have a first cell of 0, of the first a quarter.
    const values = Float64Array.from([...even.values, 0.75, 0.25, 0, 0, ...even.values.slice(4, 36), 1, 0, 0, 0]);
    const shares = everything.map((share, cell) => (cell >= 1 && cell < 4 ? 0 : share));
    const records = recordsOf(poolRecords({ pool: { rows: 2, columns: layout.cells, values }, layout, forbidden: noRules, rows: 800, shares, uniform: testUniform(2) }));
    // The last column is 0 in every record of the second latent, and in a quarter of the first's.
    expect(records.filter((record) => record.endsWith('0')).length / 800).toBeCloseTo(0.75 + 0.25 / 4, 1);
    expect(records.every((record) => record.startsWith('0'))).toBe(true);
  });
});
