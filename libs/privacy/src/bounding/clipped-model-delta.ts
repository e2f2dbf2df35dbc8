import type { Adjacency } from '@commonward/accounting';

import { bind, reveal, type Bounded, type Sensitive } from '../boundary.js';
import { checkInteger } from '../check-integer.js';
import { clipBlocks, clippedSensitivity, frozenBlocks, totalLength, type ClippedBlock } from './clipped-blocks.js';
import { finiteOrZero } from './patient-vector.js';

export interface ClippedModelDeltaOptions {
  /** What training on all records changed in the parameters, or null if it came to nothing. */
  readonly delta: Sensitive<ArrayLike<number> | null>;
  /** The blocks lie one after the other in the parameters. */
  readonly blocks: readonly ClippedBlock[];
  /** Grid steps for each unit of a parameter; an integer. */
  readonly grid: number;
  readonly adjacency: Adjacency;
}

/**
 * What training changed in a model, each block clipped to its norm and put on the integer grid.
 *
 * Guarantee: one patient moves block b by at most 2 clippingNorm_b in L2 distance, under either adjacency. Nothing better
 * holds for training that is not convex: one record may turn the whole result round, so all that is known of two results is
 * that both are within the norm. The noise this asks for does not shrink as records are added; see `largestSignalToNoise` of the plan.
 * @returns [sum of lengths] integers; zero if the delta is null, of another length, or not finite
 * @throws RangeError if a size is not a positive integer, or a clipping norm exceeds 2^25
 */
export function clippedModelDelta(options: ClippedModelDeltaOptions): Bounded<Int32Array> {
  const { delta, grid, adjacency } = options;
  const limits = frozenBlocks(options.blocks);
  const blocks = clippedSensitivity(limits, 2);
  checkInteger('grid', grid, 2 ** 31 - 1);
  const length = totalLength(limits);
  const vector = finiteOrZero(reveal(delta), new Float64Array(length));
  const clipped = clipBlocks(vector, { limits, grid }, new Int32Array(length));
  return bind(clipped, { records: delta, blocks, adjacency });
}
