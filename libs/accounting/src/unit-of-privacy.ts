import type { Adjacency, UnitOfPrivacy } from './guarantee.js';
import { outOfRange } from './out-of-range.js';

/** Whose records are protected together, and how many of them a release may use; records beyond that are left out. */
export interface ContributionBound {
  readonly unit: UnitOfPrivacy;
  readonly maxRecords: number;
}

/** How far one record moves a vector of integers, in grid steps. */
export interface RecordSensitivity {
  readonly l1: number;
  readonly squaredL2: number;
}

/**
 * How far one unit of privacy with all of its records moves a sum over records.
 *
 * The unit is protected by noise for this distance, once: epsilon is not multiplied afterwards, as group privacy would do,
 * which costs more and needs another delta. By the triangle inequality m records move the sum m times as far as one does,
 * and replacing a unit by another twice as far as adding it.
 * @param record both positive safe integers
 * @returns integers: m (or 2 m) times l1, and its square times squaredL2
 * @throws RangeError if a number is not a positive safe integer, or a result would not be
 */
export function sensitivityOfUnit(parts: {
  readonly bound: ContributionBound;
  readonly record: RecordSensitivity;
  readonly adjacency: Adjacency;
}): RecordSensitivity {
  const moved = positiveInteger('maxRecords', parts.bound.maxRecords) * (parts.adjacency === 'add-or-remove-one' ? 1 : 2);
  return {
    l1: positiveInteger('the L1 sensitivity of the unit', moved * positiveInteger('l1', parts.record.l1)),
    squaredL2: positiveInteger('the squared L2 sensitivity of the unit', moved * moved * positiveInteger('squaredL2', parts.record.squaredL2)),
  };
}

function positiveInteger(name: string, value: number): number {
  if (!(Number.isSafeInteger(value) && value > 0)) throw outOfRange(name, value, 'a positive safe integer');
  return value;
}
