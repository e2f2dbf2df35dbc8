import { clippedIntegerSum } from '@commonward/privacy';
import type { Bounded, Sensitive } from '@commonward/privacy';
import { tableLayout } from '@commonward/schema';
import type { EncodedTable } from '@commonward/schema';
import { PRODUCTS, cellsOfRecord, planBlocks, planLength, publicScores, rowsOf, scoreProducts } from '../plan/index.js';
import type { PairsPlan } from '../plan/index.js';

/**
 * The site's half of the workload `correlations`: its tables, and the sum of the products of every two columns' public scores.
 *
 * Guarantee: a record moves each block by at most the block's norm. It adds 1 to one cell of each table, which no clipping touches; its
 * products are clipped together. A record with a cell outside the dictionary counts as zero.
 * @param records one row per patient, in the cells of the plan's dictionary, cut into chunks wherever; each is looked at once
 * @returns [planLength(plan)] the blocks one after the other
 */
export function boundCorrelations(records: Sensitive<Iterable<EncodedTable>>, plan: PairsPlan): Bounded<Int32Array> {
  const blocks = planBlocks(plan);
  return clippedIntegerSum<Uint8Array>({
    patients: records.map((chunks) => patientsOf(chunks, plan.dictionary.columns.length)),
    recordsPerPatient: 1,
    vectorOf: vectorOfRecord(plan),
    blocks: blocks.map(({ length, squaredNorm }) => ({ length, clippingNorm: Math.sqrt(squaredNorm) })),
    grid: plan.grid,
    clampTo: plan.clampTo,
    adjacency: plan.guarantee.adjacency,
  });
}

function* patientsOf(chunks: Iterable<EncodedTable>, columns: number): Iterable<Iterable<Uint8Array>> {
  for (const row of rowsOf(chunks, columns)) yield [row];
}

function vectorOfRecord(plan: PairsPlan): (record: Uint8Array) => Float64Array | null {
  const cellsOf = cellsOfRecord(plan);
  const scores = publicScores(tableLayout(plan.dictionary));
  const length = planLength(plan);
  const products = planBlocks(plan).find(({ name }) => name === PRODUCTS);
  if (products === undefined) throw new RangeError(`The plan of ${plan.study} has no block "${PRODUCTS}".`);
  return (record) => {
    const cells = cellsOf(record);
    if (cells === null) return null;
    const vector = new Float64Array(length);
    for (let t = 0; t < cells.length; t += 1) vector[cells[t]] = 1;
    vector.set(scoreProducts(scores, record), products.start);
    return vector;
  };
}
