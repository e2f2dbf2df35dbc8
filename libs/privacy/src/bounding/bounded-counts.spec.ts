import type { Adjacency } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { open, Sensitive, type Bounded } from '../boundary.js';
import { boundedCounts } from './bounded-counts.js';

type Cells = number[] | null;

/** Three cells, of which a record may light one; then four, of which it may light two. */
const blocks = [
  { cells: 3, indicatorsPerRecord: 1 },
  { cells: 4, indicatorsPerRecord: 2 },
];
const plain = { grid: 1, clampTo: 1000, adjacency: 'add-or-remove-one' } as const;
type Settings = Partial<{ grid: number; clampTo: number; adjacency: Adjacency }>;
const counts = (records: Cells[], settings: Settings = {}) =>
  boundedCounts({ records: Sensitive.of(records), blocks, cellsOf: (cells) => cells, ...plain, ...settings });
const opened = (records: Cells[], options: Settings = {}) => [...open(counts(records, options))];

/** Whatever a faulty or hostile encoder may answer: cells out of range, fractions, repetitions, far too many, nothing. */
const aCell = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -1, max: 7 }) }, fc.constantFrom(1.5, NaN, Infinity, -0, 2 ** 40));
const aRecord: fc.Arbitrary<Cells> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 4, arbitrary: fc.array(aCell, { maxLength: 5 }) },
  { weight: 4, arbitrary: fc.tuple(fc.nat(2), fc.integer({ min: 3, max: 4 }), fc.integer({ min: 5, max: 6 })) },
  { weight: 1, arbitrary: fc.array(aCell, { maxLength: 40 }) },
);
const someRecords = fc.array(aRecord, { maxLength: 12 });
const aScale = fc.record({ grid: fc.integer({ min: 1, max: 9 }), clampTo: fc.integer({ min: 9, max: 60 }) });

/** How far each block is from the other's, in the three ways that a block claims. */
const distances = (a: Bounded<Int32Array>, b: Bounded<Int32Array>) =>
  a.blocks.map(({ start, length }) => {
    const [left, right] = [open(a), open(b)].map((value) => [...value.subarray(start, start + length)]);
    const moves = left.map((x, i) => Math.abs(x - right[i]));
    return {
      squaredSensitivity: moves.reduce((sum, move) => sum + move ** 2, 0),
      l1Sensitivity: moves.reduce((sum, move) => sum + move, 0),
      coordinateSensitivity: Math.max(...moves),
    };
  });

const claims = (bounded: Bounded<Int32Array>) =>
  bounded.blocks.map(({ squaredSensitivity, l1Sensitivity, coordinateSensitivity }) => ({ squaredSensitivity, l1Sensitivity, coordinateSensitivity }));

const expectWithinSensitivity = (a: Bounded<Int32Array>, b: Bounded<Int32Array>) => {
  const claimed = claims(a);
  distances(a, b).forEach((distance, block) => {
    expect(distance.squaredSensitivity).toBeLessThanOrEqual(claimed[block].squaredSensitivity);
    expect(distance.l1Sensitivity).toBeLessThanOrEqual(claimed[block].l1Sensitivity);
    expect(distance.coordinateSensitivity).toBeLessThanOrEqual(claimed[block].coordinateSensitivity);
  });
};

describe('boundedCounts', () => {
  it('counts each record in its cells, in grid steps', () => {
    expect(opened([[0, 3, 6], [0, 3, 4], [2]])).toEqual([2, 0, 1, 2, 1, 0, 1]);
    expect(opened([[0, 3, 6], [0, 3, 4], [2]], { grid: 5 })).toEqual([10, 0, 5, 10, 5, 0, 5]);
  });

  it('moves by at most its sensitivity when one record is removed, whatever the record says', () => {
    fc.assert(
      fc.property(someRecords, aRecord, aScale, (records, record, scale) => {
        expectWithinSensitivity(counts([...records, record], scale), counts(records, scale));
      }),
      { numRuns: 500 },
    );
  });

  it('moves by at most its sensitivity when one record is replaced by any other', () => {
    fc.assert(
      fc.property(someRecords, aRecord, aRecord, aScale, (records, before, after, scale) => {
        const options = { ...scale, adjacency: 'replace-one' as const };
        expectWithinSensitivity(counts([...records, before], options), counts([...records, after], options));
      }),
      { numRuns: 500 },
    );
  });

  it('has no smaller sensitivity than the largest move', () => {
    expect(distances(counts([[0, 3, 4]], { grid: 7 }), counts([], { grid: 7 }))).toEqual(claims(counts([], { grid: 7 })));
    const replaceOne = { grid: 7, adjacency: 'replace-one' as const };
    expect(distances(counts([[0, 3, 4]], replaceOne), counts([[1, 5, 6]], replaceOne))).toEqual(claims(counts([], replaceOne)));
  });

  it('states where each block lies and how far it can move, in grid steps', () => {
    expect(counts([], { grid: 10 }).blocks).toEqual([
      { start: 0, length: 3, squaredSensitivity: 100, l1Sensitivity: 10, coordinateSensitivity: 10 },
      { start: 3, length: 4, squaredSensitivity: 200, l1Sensitivity: 20, coordinateSensitivity: 10 },
    ]);
    expect(counts([], { grid: 10, adjacency: 'replace-one' }).blocks).toEqual([
      { start: 0, length: 3, squaredSensitivity: 200, l1Sensitivity: 20, coordinateSensitivity: 10 },
      { start: 3, length: 4, squaredSensitivity: 400, l1Sensitivity: 40, coordinateSensitivity: 10 },
    ]);
    expect(counts([], { adjacency: 'replace-one' }).adjacency).toBe('replace-one');
  });

  it.each([
    ['null', null],
    ['more cells of a block than a record may light', [0, 1, 3]],
    ['more cells of a later block than a record may light', [3, 4, 5]],
    ['a cell twice', [3, 3]],
    ['a cell after the last', [0, 7]],
    ['a negative cell', [0, -1]],
    ['half a cell', [0, 3.5]],
    ['a cell that is not a number', [0, NaN]],
  ])('counts a record as zero, everywhere, if it is or names %s', (_, record) => {
    expect(opened([[1, 3], record, [1, 4]])).toEqual([0, 2, 0, 1, 1, 0, 0]);
  });

  it('takes two equal records for two patients', () => {
    expect(opened([[1, 3], [1, 3]])).toEqual([0, 2, 0, 2, 0, 0, 0]);
  });

  it('lets an encoder answer in the same array every time', () => {
    const scratch = new Uint8Array(1);
    const cellsOf = (cell: number) => scratch.fill(cell);
    const options = { blocks, cellsOf, grid: 1, clampTo: 10, adjacency: 'replace-one' as const };
    expect([...open(boundedCounts({ ...options, records: Sensitive.of([0, 2, 2]) }))]).toEqual([1, 0, 2, 0, 0, 0, 0]);
  });

  it('holds records to the limits it claims, even if the blocks change meanwhile', () => {
    const changing = [{ cells: 3, indicatorsPerRecord: 1 }];
    const cellsOf = () => {
      changing[0].indicatorsPerRecord = 3;
      return [0, 1, 2];
    };
    const bounded = boundedCounts({ ...plain, records: Sensitive.of([1, 2]), blocks: changing, cellsOf });
    expect([...open(bounded)]).toEqual([0, 0, 0]);
    expect(bounded.blocks[0].squaredSensitivity).toBe(1);
  });

  it('clamps each count', () => {
    expect(opened([[0], [0], [0], [1]], { grid: 4, clampTo: 10 })).toEqual([10, 4, 0, 0, 0, 0, 0]);
  });

  it('counts an empty site as it counts any other', () => {
    expect(opened([])).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    [{ grid: 0 }, 'grid must be an integer from 1 to 1000, but it is 0'],
    [{ grid: 1.5 }, 'grid must be an integer from 1 to 1000, but it is 1.5'],
    [{ grid: 1001 }, 'grid must be an integer from 1 to 1000, but it is 1001'],
    [{ clampTo: 2 ** 31 }, 'clampTo must be an integer from 1 to 2147483647, but it is 2147483648'],
    [{ clampTo: NaN }, 'clampTo must be an integer from 1 to 2147483647, but it is NaN'],
    [
      { grid: 2 ** 30, clampTo: 2 ** 30 },
      `blocks[0].squaredSensitivity must be an integer from 1 to 9007199254740991, but it is ${2 ** 60}`,
    ],
  ])('refuses %j', (options, message) => {
    expect(() => counts([], options)).toThrow(new RangeError(message));
  });

  it.each([
    [{ cells: 0, indicatorsPerRecord: 1 }, 'blocks[0].cells must be an integer from 1 to 2147483647, but it is 0'],
    [{ cells: 4, indicatorsPerRecord: 5 }, 'blocks[0].indicatorsPerRecord must be an integer from 1 to 4, but it is 5'],
    [{ cells: 4, indicatorsPerRecord: 0.5 }, 'blocks[0].indicatorsPerRecord must be an integer from 1 to 4, but it is 0.5'],
  ])('refuses the block %j', (block, message) => {
    const records = Sensitive.of<Cells[]>([]);
    const options = { records, cellsOf: (cells: Cells) => cells, grid: 1, clampTo: 1, adjacency: 'replace-one' as const };
    expect(() => boundedCounts({ ...options, blocks: [block] })).toThrow(new RangeError(message));
  });
});
