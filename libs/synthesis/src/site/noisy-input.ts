import { boundedCodes, randomisedResponse } from '@commonward/privacy';
import type { RandomSource, Released, Sensitive } from '@commonward/privacy';
import type { EncodedTable } from '@commonward/schema';
import type { NoisyInputPlan } from '../plan/index.js';

/**
 * Lets every record out with each column randomised by itself: local differential privacy, which needs nobody's honesty and
 * drowns all but the strongest relations.
 *
 * Guarantee: under replace-one the releases together cost `noisyInputEvent(plan)`. Under add-or-remove-one nothing is
 * guaranteed: the number of records is there to be counted.
 * @param records one row per patient, in as many columns as the plan has; a code outside its column counts as category 0
 * @returns for each column, [n] codes
 */
export function noisyInput(
  records: Sensitive<EncodedTable>,
  { plan, random }: { plan: NoisyInputPlan; random: RandomSource },
): readonly Released<Int32Array>[] {
  const { columns, adjacency } = plan;
  return columns.map(({ categories, replaced, outOf }, c) => {
    const rows = records.map((table) => columnOf(table, { column: c, columns: columns.length }));
    const codes = boundedCodes({ records: rows, categories, codeOf: (code) => code, adjacency });
    return randomisedResponse(codes, { replaced, outOf, random });
  });
}

function* columnOf({ rows, codes }: EncodedTable, { column, columns }: { column: number; columns: number }): Iterable<number> {
  for (let row = 0; row < rows; row++) yield codes[row * columns + column];
}
