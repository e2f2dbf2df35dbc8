import type { Adjacency } from '@commonward/accounting';

import { bind, reveal, type Bounded, type Sensitive } from '../boundary.js';
import { checkInteger } from '../check-integer.js';
import {
  clipBlocks,
  clippedSensitivity,
  frozenBlocks,
  totalLength,
  vectorsThatChange,
  type ClippedBlock,
} from './clipped-blocks.js';
import { patientVector } from './patient-vector.js';

/** Taken when this file is loaded: whoever replaces them afterwards changes no bound. */
const { max, min } = Math;

export interface ClippedIntegerSumOptions<R> {
  /** The records of each patient, who are the units of privacy. */
  readonly patients: Sensitive<Iterable<Iterable<R>>>;
  /** How many records of a patient count; the first ones do, and the others do not. */
  readonly recordsPerPatient: number;
  /** The vector of a record, or null if it cannot be read. It must look at that record alone, and not throw. */
  readonly vectorOf: (record: R) => ArrayLike<number> | null;
  /** The blocks lie one after the other in every vector; one block clips the whole vector. */
  readonly blocks: readonly ClippedBlock[];
  /** Grid steps for each unit of a vector; an integer. */
  readonly grid: number;
  /** The largest magnitude of a result, in grid steps; an integer, at most 2^31 - 1. */
  readonly clampTo: number;
  readonly adjacency: Adjacency;
}

/**
 * Adds up one vector for each patient: the sum over the patient's records, of which each block is clipped to its norm and put
 * on the integer grid.
 *
 * Guarantee: one patient moves block b by at most clippingNorm_b (add-or-remove-one) or twice that (replace-one) in L2
 * distance, whatever `patients` holds and `vectorOf` answers. The bound is kept by integers alone: each patient's vector is
 * checked exactly, and a sum that saturates at every addition moves no further than one that does not. A record counts as
 * zero if its vector is null, of another length, or not finite in some coordinate; a patient's block, if its sum overflows.
 * @returns [sum of lengths] integers
 * @throws RangeError if a size is not a positive integer, or a clipping norm exceeds 2^25
 * @see Abadi et al. 2016, Algorithm 1, arXiv:1607.00133
 */
export function clippedIntegerSum<R>(options: ClippedIntegerSumOptions<R>): Bounded<Int32Array> {
  const { patients, recordsPerPatient, vectorOf, grid, clampTo, adjacency } = options;
  const limits = frozenBlocks(options.blocks);
  const blocks = clippedSensitivity(limits, vectorsThatChange(adjacency));
  checkInteger('recordsPerPatient', recordsPerPatient, 2 ** 31 - 1);
  checkInteger('grid', grid, 2 ** 31 - 1);
  checkInteger('clampTo', clampTo, 2 ** 31 - 1);
  const sum = new Int32Array(totalLength(limits));
  const memory = { patient: new Float64Array(sum.length), record: new Float64Array(sum.length) };
  const clipped = new Int32Array(sum.length);
  for (const records of reveal(patients)) {
    const vector = patientVector(records, { recordsPerPatient, vectorOf }, memory);
    addSaturating(sum, clipBlocks(vector, { limits, grid }, clipped), clampTo);
  }
  return bind(sum, { records: patients, blocks, adjacency });
}

/** Saturation is a map that moves no two numbers apart, so applying it between additions keeps neighbouring sums as close. */
function addSaturating(sum: Int32Array, clipped: Int32Array, clampTo: number): void {
  for (let i = 0; i < sum.length; i += 1) sum[i] = min(max(sum[i] + clipped[i], -clampTo), clampTo);
}
