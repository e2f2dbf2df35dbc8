import type { Adjacency } from '@commonward/accounting';

import type { BoundedBlock } from '../boundary-claim.js';
import { checkInteger } from '../check-integer.js';
import { frozenList } from '../frozen-list.js';
import { clipToGrid } from './clip-to-grid.js';

/** A run of coordinates that is clipped by itself: a layer of a network, or a whole vector. */
export interface ClippedBlock {
  readonly length: number;
  /** The clipping norm C_l in grid steps, an integer: in units of the vector it is clippingNorm / grid. */
  readonly clippingNorm: number;
}

/** A copy that nothing can change: what is enforced on records and what is claimed for the result come from this one. */
export function frozenBlocks(blocks: readonly ClippedBlock[]): readonly ClippedBlock[] {
  return frozenList(blocks.length, (b) => ({ ...blocks[b] }));
}

export function totalLength(blocks: readonly ClippedBlock[]): number {
  return blocks.reduce((end, { length }) => end + length, 0);
}

/** How many clipped vectors lie between neighbours: one that appears, or one that leaves and one, perhaps its opposite, in its place. */
export function vectorsThatChange(adjacency: Adjacency): 1 | 2 {
  switch (adjacency) {
    case 'add-or-remove-one':
      return 1;
    case 'replace-one':
      return 2;
  }
}

/**
 * What may be claimed for a value that moves by at most `vectors` clipped vectors, laid end to end.
 *
 * An integer vector of d coordinates and norm N has an L1 norm of at most sqrt(d) N, and of at most N^2.
 * @throws RangeError if a size is not a positive integer, or a squared sensitivity is not a safe integer
 */
export function clippedSensitivity(limits: readonly ClippedBlock[], vectors: 1 | 2): readonly BoundedBlock[] {
  let start = 0;
  return frozenList(limits.length, (b) => {
    const { length, clippingNorm } = limits[b];
    checkInteger(`blocks[${b}].length`, length, 2 ** 31 - 1);
    checkInteger(`blocks[${b}].clippingNorm`, clippingNorm, largestNorm);
    const squaredNorm = clippingNorm * clippingNorm;
    const block = {
      start,
      length,
      squaredSensitivity: vectors * vectors * squaredNorm,
      l1Sensitivity: vectors * Math.min(squaredNorm, floorSqrt(BigInt(length) * BigInt(squaredNorm))),
      coordinateSensitivity: vectors * clippingNorm,
    };
    start += length;
    return block;
  });
}

/** Twice this, squared, is a safe integer. */
const largestNorm = 2 ** 25;

/** Clips each block of a vector by itself. @param integers [d], for the result @returns `integers` */
export function clipBlocks(vector: Float64Array, { limits, grid }: { limits: readonly ClippedBlock[]; grid: number }, integers: Int32Array): Int32Array {
  let start = 0;
  for (let b = 0; b < limits.length; b += 1) {
    const { length, clippingNorm } = limits[b];
    const end = start + length;
    clipToGrid(vector.subarray(start, end), { grid, clippingNorm }, integers.subarray(start, end));
    start = end;
  }
  return integers;
}

/** The largest integer whose square is at most `square`, of at most 2^81. */
function floorSqrt(square: bigint): number {
  let root = BigInt(Math.floor(Math.sqrt(Number(square))));
  while (root * root > square) root -= 1n;
  while ((root + 1n) * (root + 1n) <= square) root += 1n;
  return Number(root);
}
