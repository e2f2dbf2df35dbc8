import type { Adjacency } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { open, Sensitive, type Bounded } from '../boundary.js';
import { clippedIntegerSum, type ClippedIntegerSumOptions } from './clipped-integer-sum.js';

type Vector = number[] | null;
type Settings = Partial<Omit<ClippedIntegerSumOptions<Vector>, 'patients'>>;

/** Two layers of two and three coordinates, with norms of their own. */
const layers = [
  { length: 2, clippingNorm: 10 },
  { length: 3, clippingNorm: 25 },
];
const plain = { recordsPerPatient: 2, vectorOf: (vector: Vector) => vector, blocks: layers, grid: 10, clampTo: 1000, adjacency: 'add-or-remove-one' } as const;
const sumOf = (patients: Vector[][], settings: Settings = {}) => clippedIntegerSum({ ...plain, patients: Sensitive.of(patients), ...settings });
const opened = (patients: Vector[][], settings: Settings = {}) => [...open(sumOf(patients, settings))];

/** Whatever a faulty or hostile encoder may answer. */
const aCoordinate = fc.oneof(
  fc.double({ min: -3, max: 3, noNaN: true }),
  fc.constantFrom(NaN, Infinity, -Infinity, Number.MAX_VALUE, -Number.MAX_VALUE, 5e-324, -0, 1e9),
);
const aFullVector = fc.array(aCoordinate, { minLength: 5, maxLength: 5 });
const aVector: fc.Arbitrary<Vector> = fc.oneof(
  { weight: 8, arbitrary: aFullVector },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.array(aCoordinate, { maxLength: 8 }) },
);
const aPatient = fc.array(aVector, { maxLength: 5 });
const somePatients = fc.array(aPatient, { maxLength: 6 });
const someSettings = fc.record({ grid: fc.integer({ min: 1, max: 100 }), clampTo: fc.integer({ min: 1, max: 60 }), recordsPerPatient: fc.integer({ min: 1, max: 3 }) });

const distances = (a: Bounded<Int32Array>, b: Bounded<Int32Array>) =>
  a.blocks.map(({ start, length }) => {
    const [left, right] = [open(a), open(b)].map((value) => value.subarray(start, start + length));
    const moves = [...left].map((x, i) => Math.abs(x - right[i]));
    return {
      squaredSensitivity: moves.reduce((sum, move) => sum + move * move, 0),
      l1Sensitivity: moves.reduce((sum, move) => sum + move, 0),
      coordinateSensitivity: Math.max(...moves),
    };
  });

const expectWithinSensitivity = (a: Bounded<Int32Array>, b: Bounded<Int32Array>) => {
  distances(a, b).forEach((distance, block) => {
    expect(distance.squaredSensitivity).toBeLessThanOrEqual(a.blocks[block].squaredSensitivity);
    expect(distance.l1Sensitivity).toBeLessThanOrEqual(a.blocks[block].l1Sensitivity);
    expect(distance.coordinateSensitivity).toBeLessThanOrEqual(a.blocks[block].coordinateSensitivity);
  });
};

describe('clippedIntegerSum', () => {
  it('adds up one vector for each patient, in grid steps', () => {
    expect(opened([[[0.1, 0.2, 0.3, 0.4, 0.5]], [[0.1, 0, 0, 0, -1.09]]])).toEqual([2, 2, 3, 4, -5]);
  });

  it('clips each block by itself: a long layer takes nothing from another', () => {
    const [first, second, ...rest] = opened([[[300, 400, 0.1, 0.2, 0.3]]]);
    expect([first, second]).toEqual([5, 7]);
    expect(rest).toEqual([1, 2, 3]);
  });

  it('clips the sum of all records of a patient, not each record', () => {
    const oneBlock = { blocks: [{ length: 2, clippingNorm: 50 }] };
    expect(opened([[[3, 0], [0, 4]]], oneBlock)).toEqual([30, 40]);
    expect(opened([[[30, 0], [-27, 4]]], oneBlock)).toEqual([30, 40]);
  });

  it('counts the first records of a patient only, as many as it is told', () => {
    const patient: Vector[] = [[0.1, 0, 0, 0, 0], [0.1, 0, 0, 0, 0], [0, 0.9, 0.9, 0.9, 0.9]];
    expect(opened([patient])).toEqual([2, 0, 0, 0, 0]);
    expect(opened([patient], { recordsPerPatient: 1 })).toEqual([1, 0, 0, 0, 0]);
  });

  it('moves by at most its sensitivity when one patient is removed, with whatever records', () => {
    fc.assert(
      fc.property(somePatients, aPatient, fc.nat(6), someSettings, (patients, patient, at, settings) => {
        expectWithinSensitivity(sumOf(patients.toSpliced(at, 0, patient), settings), sumOf(patients, settings));
      }),
      { numRuns: 1000 },
    );
  });

  it('moves by at most its sensitivity when one patient is replaced by any other', () => {
    fc.assert(
      fc.property(somePatients, aPatient, aPatient, someSettings, (patients, before, after, scale) => {
        const settings = { ...scale, adjacency: 'replace-one' as const };
        expectWithinSensitivity(sumOf([before, ...patients], settings), sumOf([after, ...patients], settings));
      }),
      { numRuns: 1000 },
    );
  });

  it('has no smaller sensitivity than the largest move', () => {
    const one = { blocks: [{ length: 1, clippingNorm: 10 }], grid: 1, recordsPerPatient: 1 };
    expect(distances(sumOf([[[10]]], one), sumOf([], one))).toEqual([{ squaredSensitivity: 100, l1Sensitivity: 10, coordinateSensitivity: 10 }]);
    expect(sumOf([], one).blocks).toEqual([{ start: 0, length: 1, squaredSensitivity: 100, l1Sensitivity: 10, coordinateSensitivity: 10 }]);
    const replaceOne = { ...one, adjacency: 'replace-one' as const };
    expect(distances(sumOf([[[10]]], replaceOne), sumOf([[[-10]]], replaceOne))).toEqual([{ squaredSensitivity: 400, l1Sensitivity: 20, coordinateSensitivity: 20 }]);
    expect(sumOf([], replaceOne).blocks).toEqual([{ start: 0, length: 1, squaredSensitivity: 400, l1Sensitivity: 20, coordinateSensitivity: 20 }]);
  });

  it('states the largest L1 norm of an integer vector within the norm', () => {
    const l1 = (length: number, clippingNorm: number) => sumOf([], { blocks: [{ length, clippingNorm }] }).blocks[0].l1Sensitivity;
    for (let norm = 1; norm <= 6; norm += 1) {
      expect(l1(2, norm)).toBe(largestL1InThePlane(norm));
    }
    expect(l1(100, 3)).toBe(9);
    expect(l1(2 ** 31 - 1, 2 ** 25)).toBe(1_554_944_255_625);
    // Here the square root in doubles is rounded up to the next integer.
    expect(l1(1_206_272_322, 32_609_761)).toBe(1_132_583_674_750);
  });

  it.each<[string, Vector]>([
    ['null', null],
    ['too short', [1, 1, 1, 1]],
    ['too long', [1, 1, 1, 1, 1, 1]],
    ['not a number somewhere', [0.1, 0.1, NaN, 0.1, 0.1]],
    ['infinite somewhere', [0.1, 0.1, 0.1, 0.1, -Infinity]],
  ])('counts a record as zero, everywhere, if its vector is %s', (_, vector) => {
    expect(opened([[vector, [0.1, 0, 0, 0, 0]], [vector], [[0, 0.2, 0, 0, 0]]])).toEqual([1, 2, 0, 0, 0]);
  });

  it('counts a block of a patient as zero if the sum of the records overflows there', () => {
    const huge: Vector = [Number.MAX_VALUE, 0, 0, 0, 0.3];
    expect(opened([[huge, huge], [[0, 0.2, 0, 0, 0]]])).toEqual([0, 2, 0, 0, 6]);
    expect(opened([[huge], [[0, 0.2, 0, 0, 0]]])).toEqual([9, 2, 0, 0, 3]);
  });

  it('takes an empty site, and patients without records, as it takes any other', () => {
    expect(opened([])).toEqual([0, 0, 0, 0, 0]);
    expect(opened([[], []])).toEqual([0, 0, 0, 0, 0]);
    expect(sumOf([]).blocks).toEqual(sumOf([[[1, 1, 1, 1, 1]]]).blocks);
  });

  it('saturates at the clamp, on both sides', () => {
    const patients: Vector[][] = Array.from({ length: 9 }, () => [[0.9, -0.9, 0, 0, 0]]);
    expect(opened(patients, { clampTo: 30 })).toEqual([30, -30, 0, 0, 0]);
  });

  it('lets an encoder answer in the same array every time', () => {
    const scratch = [0, 0, 0, 0, 0];
    const options = { ...plain, patients: Sensitive.of([[0.1, 0.2], [0.3]]), vectorOf: (x: number) => scratch.fill(x) };
    expect([...open(clippedIntegerSum(options))]).toEqual([6, 6, 6, 6, 6]);
  });

  it('holds patients to the norms it claims, even if the blocks change meanwhile', () => {
    const changing = [{ length: 1, clippingNorm: 10 }];
    const vectorOf = () => {
      changing[0].clippingNorm = 1000;
      return [50];
    };
    const sum = clippedIntegerSum({ ...plain, patients: Sensitive.of([[0], [0]]), blocks: changing, vectorOf });
    expect([...open(sum)]).toEqual([18]);
    expect(sum.blocks[0].squaredSensitivity).toBe(100);
  });

  it.each<[Settings, string]>([
    [{ grid: 0 }, 'grid must be an integer from 1 to 2147483647, but it is 0'],
    [{ grid: 0.5 }, 'grid must be an integer from 1 to 2147483647, but it is 0.5'],
    [{ clampTo: 2 ** 31 }, 'clampTo must be an integer from 1 to 2147483647, but it is 2147483648'],
    [{ recordsPerPatient: 0 }, 'recordsPerPatient must be an integer from 1 to 2147483647, but it is 0'],
    [{ recordsPerPatient: NaN }, 'recordsPerPatient must be an integer from 1 to 2147483647, but it is NaN'],
    [{ blocks: [{ length: 0, clippingNorm: 1 }] }, 'blocks[0].length must be an integer from 1 to 2147483647, but it is 0'],
    [{ blocks: [...layers, { length: 1, clippingNorm: 0 }] }, 'blocks[2].clippingNorm must be an integer from 1 to 33554432, but it is 0'],
    [{ blocks: [{ length: 1, clippingNorm: 1.5 }] }, 'blocks[0].clippingNorm must be an integer from 1 to 33554432, but it is 1.5'],
    [{ blocks: [{ length: 1, clippingNorm: 2 ** 26 }] }, 'blocks[0].clippingNorm must be an integer from 1 to 33554432, but it is 67108864'],
  ])('refuses %j', (settings, message) => {
    expect(() => sumOf([], settings)).toThrow(new RangeError(message));
  });

  it('states its adjacency', () => {
    expect((['add-or-remove-one', 'replace-one'] as Adjacency[]).map((adjacency) => sumOf([], { adjacency }).adjacency)).toEqual([
      'add-or-remove-one',
      'replace-one',
    ]);
  });
});

/** By trying every integer point of a disc. */
function largestL1InThePlane(norm: number): number {
  let largest = 0;
  for (let x = 0; x <= norm; x += 1) {
    for (let y = 0; x * x + y * y <= norm * norm; y += 1) largest = Math.max(largest, x + y);
  }
  return largest;
}
