import { boundedCounts } from '@commonward/privacy';
import type { Bounded, Sensitive } from '@commonward/privacy';
import type { EncodedTable } from '@commonward/schema';
import { tableLayout } from '@commonward/schema';
import { planBlocks } from '../plan/index.js';
import type { TrainingPlan } from '../plan/index.js';

/**
 * The site's half of the tables discriminator: counts every table of the plan, on the plan's grid.
 *
 * Guarantee: each record adds to one cell of each table, so a block of m tables moves by at most m grid^2
 * (add-or-remove-one) or twice that (replace-one), squared. A record with a cell outside the dictionary counts as zero.
 * @param records one row per patient, in the cells of the plan's dictionary
 * @returns [planLength(plan)] the blocks one after the other
 */
export function boundPairs(records: Sensitive<EncodedTable>, plan: TrainingPlan): Bounded<Int32Array> {
  const blocks = planBlocks(plan);
  return boundedCounts({
    records: records.map((table) => rowsOf(table, plan.dictionary.columns.length)),
    blocks: blocks.map(({ length, tables }) => ({ cells: length, indicatorsPerRecord: tables.length })),
    cellsOf: cellsOfRecord(plan),
    grid: plan.grid,
    clampTo: plan.clampTo,
    adjacency: plan.guarantee.adjacency,
  });
}

/** The noise of each block, in the order of `boundPairs`. */
export function releaseVariances(plan: TrainingPlan): number[] {
  return planBlocks(plan).map(({ variance }) => variance);
}

function* rowsOf({ rows, codes }: EncodedTable, columns: number): Iterable<Uint8Array> {
  for (let row = 0; row < rows; row++) yield codes.subarray(row * columns, (row + 1) * columns);
}

function cellsOfRecord(plan: TrainingPlan): (record: Uint8Array) => ArrayLike<number> | null {
  const { sizes } = tableLayout(plan.dictionary);
  const tables = planBlocks(plan).flatMap((block) => block.tables);
  return (record) => {
    if (record.length !== sizes.length || record.some((cell, column) => cell >= sizes[column])) return null;
    return Int32Array.from(tables, ({ columns, start }) => start + columns.reduce((at, column) => at * sizes[column] + record[column], 0));
  };
}
