import { tableLayout, type DataDictionary } from '@commonward/schema';
import type { NoisyInputPlan } from '../../plan/index.js';
import type { NoisyTable } from '../fuse.js';
import { learntTables } from '../noisy-input/estimated-tables.js';
import type { Uniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';
import { placedTables } from './rehearsal-size.js';

interface RehearsedSites {
  readonly plan: NoisyInputPlan;
  /** of the columns that are kept */
  readonly dictionary: DataDictionary;
  readonly columns: readonly number[];
  /** How many of the patients there will be are made up. */
  readonly times: number;
}

/**
 * The tables that would be estimated if these were the patients: their counts with normal errors as wide, beside the number of patients,
 * as randomising every record makes them. An estimate is a sum over thousands of places, so it is nearly normal.
 * @param codes [rows, J] cells
 */
export function rehearsedEstimates(codes: Uint8Array, { plan, dictionary, columns, times }: RehearsedSites, uniform: Uniform): readonly NoisyTable[] {
  const normal = publicNormal(uniform);
  const { sizes } = tableLayout(dictionary);
  const places = Object.values(plan.places).reduce((sum, count) => sum + count, 0);
  return learntTables(plan, places).flatMap(({ columns: table, variance }) =>
    placedTables([table], columns).map((placed) => {
      const counts = countsOf(codes, placed, sizes);
      return { columns: placed, variance: variance * times * times, counts: counts.map((count) => count + times * Math.sqrt(variance) * normal()) };
    }),
  );
}

function countsOf(codes: Uint8Array, [first, second]: readonly number[], sizes: Int32Array): Float64Array {
  const counts = new Float64Array(second === undefined ? sizes[first] : sizes[first] * sizes[second]);
  for (let start = 0; start < codes.length; start += sizes.length) counts[second === undefined ? codes[start + first] : codes[start + first] * sizes[second] + codes[start + second]] += 1;
  return counts;
}
