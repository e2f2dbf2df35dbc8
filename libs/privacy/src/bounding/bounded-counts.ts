import type { Adjacency } from '@commonward/accounting';

import { bind, reveal, type Bounded, type Sensitive } from '../boundary.js';
import type { BoundedBlock } from '../boundary-claim.js';
import { checkInteger } from '../check-integer.js';
import { frozenList } from '../frozen-list.js';
import { RecordTally, type CountBlock } from './record-tally.js';

export interface BoundedCountsOptions<R> {
  /** One record for each unit of privacy. */
  readonly records: Sensitive<Iterable<R>>;
  /** The blocks lie one after the other: cell 0 of the second block has the index `cells` of the first. */
  readonly blocks: readonly CountBlock[];
  /** The cells that a record adds to, or null if it cannot be read. It must look at that record alone, and not throw. */
  readonly cellsOf: (record: R) => ArrayLike<number> | null;
  /** Grid steps for each count; an integer. */
  readonly grid: number;
  /** The largest result, in grid steps; an integer, at most 2^31 - 1. */
  readonly clampTo: number;
  readonly adjacency: Adjacency;
}

/**
 * Counts the records in each cell, times `grid`, clamped to [0, clampTo].
 *
 * Guarantee: one unit of privacy moves block b by at most squaredSensitivity_b = indicatorsPerRecord grid^2
 * (add-or-remove-one) or twice that (replace-one), in squared L2 distance, by l1Sensitivity_b = indicatorsPerRecord grid or twice
 * that in L1 distance, and no count by more than grid, whatever `records` holds and `cellsOf` answers.
 * A record counts as zero, everywhere, if it is null, adds to more cells of a block than it may, names a cell twice, or
 * names a cell that does not exist.
 * @returns [sum of cells] integers
 * @throws RangeError if a size is not a positive integer, or a squared sensitivity is not a safe integer
 */
export function boundedCounts<R>(options: BoundedCountsOptions<R>): Bounded<Int32Array> {
  const { records, cellsOf, grid, clampTo, adjacency } = options;
  // What is enforced on records and what is claimed for the result come from one copy, which `cellsOf` cannot reach.
  const limits = frozenList(options.blocks.length, (b) => ({ ...options.blocks[b] }));
  const blocks = boundedBlocks(limits, { grid, clampTo, adjacency });
  const tally = new RecordTally(limits);
  for (const record of reveal(records)) tally.add(cellsOf(record));
  return bind(scaled(tally.counts, { grid, clampTo }), { records, blocks, adjacency });
}

function scaled(counts: Float64Array, { grid, clampTo }: Pick<Scale, 'grid' | 'clampTo'>): Int32Array {
  const steps = new Int32Array(counts.length);
  for (let cell = 0; cell < steps.length; cell += 1) steps[cell] = Math.min(counts[cell] * grid, clampTo);
  return steps;
}

type Scale = Pick<BoundedCountsOptions<unknown>, 'grid' | 'clampTo' | 'adjacency'>;

function boundedBlocks(limits: readonly CountBlock[], { grid, clampTo, adjacency }: Scale): readonly BoundedBlock[] {
  checkInteger('clampTo', clampTo, 2 ** 31 - 1);
  checkInteger('grid', grid, clampTo);
  let start = 0;
  return frozenList(limits.length, (b) => {
    const { cells, indicatorsPerRecord } = limits[b];
    checkInteger(`blocks[${b}].cells`, cells, 2 ** 31 - 1);
    checkInteger(`blocks[${b}].indicatorsPerRecord`, indicatorsPerRecord, cells);
    const indicators = indicatorsPerRecord * recordsThatChange(adjacency);
    const squaredSensitivity = indicators * grid ** 2;
    checkInteger(`blocks[${b}].squaredSensitivity`, squaredSensitivity, Number.MAX_SAFE_INTEGER);
    const block = { start, length: cells, squaredSensitivity, l1Sensitivity: indicators * grid, coordinateSensitivity: grid };
    start += cells;
    return block;
  });
}

/** Between neighbours one record appears, or one leaves and another takes its place; indicators of the two need not overlap. */
function recordsThatChange(adjacency: Adjacency): number {
  switch (adjacency) {
    case 'add-or-remove-one':
      return 1;
    case 'replace-one':
      return 2;
  }
}
