import type { Adjacency } from '@commonward/accounting';

import { freeze, frozenList } from './frozen-list.js';

/** A run of coordinates, and how far one unit of privacy can move it at most, in grid steps; all are exact safe integers. */
export interface BoundedBlock {
  readonly start: number;
  readonly length: number;
  /** The largest squared L2 distance. */
  readonly squaredSensitivity: number;
  /** The largest L1 distance. */
  readonly l1Sensitivity: number;
  /** The largest move of any single coordinate. */
  readonly coordinateSensitivity: number;
}

/** How little one unit of privacy can change a value; true of a pair of neighbours under `adjacency`. */
export interface SensitivityClaim {
  readonly blocks: readonly BoundedBlock[];
  readonly adjacency: Adjacency;
}

/** A copy of its own, which nothing can change. */
export function frozenClaim({ blocks, adjacency }: SensitivityClaim): SensitivityClaim {
  return freeze({ blocks: frozenList(blocks.length, (b) => ({ ...blocks[b] })), adjacency });
}
