import { boundedCounts } from '@commonward/privacy';
import type { Bounded, Sensitive } from '@commonward/privacy';
import type { EncodedTable } from '@commonward/schema';
import { cellsOfRecord, planBlocks, releasedBlocks, rowsOf } from '../plan/index.js';
import type { NoisedPlan, PairsPlan } from '../plan/index.js';
import { boundCorrelations } from './bound-correlations.js';

/**
 * The site's half of the tables discriminator: counts every table of the plan, on the plan's grid.
 *
 * Guarantee: each record adds to one cell of each table, so a block of m tables moves by at most m grid^2
 * (add-or-remove-one) or twice that (replace-one), squared; with correlations, as `boundCorrelations` says. A record with a cell outside the dictionary counts as zero.
 * @param records one row per patient, in the cells of the plan's dictionary, cut into chunks wherever; each is looked at once
 * @returns [planLength(plan)] the blocks one after the other
 */
export function boundPairs(records: Sensitive<Iterable<EncodedTable>>, plan: PairsPlan): Bounded<Int32Array> {
  return plan.workload === 'correlations' ? boundCorrelations(records, plan) : boundTables(records, plan);
}

function boundTables(records: Sensitive<Iterable<EncodedTable>>, plan: PairsPlan): Bounded<Int32Array> {
  const blocks = planBlocks(plan);
  return boundedCounts({
    records: records.map((chunks) => rowsOf(chunks, plan.dictionary.columns.length)),
    blocks: blocks.map(({ length, tables }) => ({ cells: length, indicatorsPerRecord: tables.length })),
    cellsOf: cellsOfRecord(plan),
    grid: plan.grid,
    clampTo: plan.clampTo,
    adjacency: plan.guarantee.adjacency,
  });
}

/** The noise of each block of a release, in their order. */
export function releaseVariances(plan: NoisedPlan): number[] {
  return releasedBlocks(plan).map(({ variance }) => variance);
}
