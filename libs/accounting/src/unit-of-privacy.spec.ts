import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Adjacency } from './guarantee.js';
import { sensitivityOfUnit } from './unit-of-privacy.js';

const asked = (maxRecords: number, adjacency: Adjacency, record = { l1: 3, squaredL2: 3 }) =>
  sensitivityOfUnit({ bound: { unit: 'patient', maxRecords }, record, adjacency });

const aRow = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 });
const l1 = (row: readonly number[]) => row.reduce((sum, x) => sum + Math.abs(x), 0);
const squaredL2 = (row: readonly number[]) => row.reduce((sum, x) => sum + x * x, 0);
const total = (rows: readonly (readonly number[])[]) => [0, 1, 2].map((i) => rows.reduce((sum, row) => sum + row[i], 0));

describe('sensitivityOfUnit', () => {
  it('is that of one record for a patient with one, and grows with the square of their number in squared L2', () => {
    expect(asked(1, 'add-or-remove-one')).toEqual({ l1: 3, squaredL2: 3 });
    expect(asked(4, 'add-or-remove-one')).toEqual({ l1: 12, squaredL2: 48 });
    expect(asked(4, 'replace-one')).toEqual({ l1: 24, squaredL2: 192 });
  });

  it('bounds how far all records of one patient, or another patient in their place, move the sum', () => {
    fc.assert(
      fc.property(fc.array(aRow, { minLength: 1, maxLength: 5 }), fc.array(aRow, { minLength: 1, maxLength: 5 }), (here, there) => {
        const record = { l1: Math.max(1, ...[...here, ...there].map(l1)), squaredL2: Math.max(1, ...[...here, ...there].map(squaredL2)) };
        const added = asked(here.length, 'add-or-remove-one', record);
        expect(l1(total(here))).toBeLessThanOrEqual(added.l1);
        expect(squaredL2(total(here))).toBeLessThanOrEqual(added.squaredL2);
        const replaced = asked(Math.max(here.length, there.length), 'replace-one', record);
        const moved = total([...here, ...there.map((row) => row.map((x) => -x))]);
        expect(l1(moved)).toBeLessThanOrEqual(replaced.l1);
        expect(squaredL2(moved)).toBeLessThanOrEqual(replaced.squaredL2);
      }),
    );
  });

  it.each([
    [() => asked(0, 'replace-one'), 'maxRecords must be a positive safe integer, but it is 0'],
    [() => asked(1, 'replace-one', { l1: 0.5, squaredL2: 1 }), 'l1 must be a positive safe integer, but it is 0.5'],
    [() => asked(2 ** 30, 'replace-one'), 'the squared L2 sensitivity of the unit must be a positive safe integer, but it is 13835058055282164000'],
  ])('refuses what is no integer or becomes none', (call, message) => {
    expect(call).toThrow(new RangeError(message));
  });
});
