import { tableLayout } from '@commonward/schema';
import type { EncodedTable, TableLayout } from '@commonward/schema';
import type { TablePlan } from '../plan/index.js';
import type { Signal } from './absorb.js';
import { pairCounts } from './pair-counts.js';

/** Total variation between synthetic records and the denoised tables: 0 is equal, 1 has nothing in common. */
export interface Residuals {
  /** mean over columns */
  readonly tv1: number;
  /** mean over measured pairs; null if the plan measured none */
  readonly tv2: number | null;
  readonly perColumn: readonly { readonly column: string; readonly tv: number }[];
  readonly perPair: readonly { readonly columns: readonly [string, string]; readonly tv: number }[];
}

/**
 * How far synthetic records are from what the sites released, after denoising; noise that survived denoising is not seen.
 *
 * Post-processing of the releases: it costs no privacy and says nothing more about records.
 * @throws RangeError if there are no records
 */
export function residuals(encoded: EncodedTable, signal: Signal, plan: TablePlan): Residuals {
  if (encoded.rows === 0) throw new RangeError('Residuals need at least one synthetic record.');
  const layout = tableLayout(plan.dictionary);
  const names = layout.columns.map(({ name }) => name);
  const counts = pairCounts(encoded.codes, encoded.rows, layout);
  const perColumn = names.map((column, j) => ({ column, tv: columnDistance(encoded, signal, { layout, j }) }));
  const perPair = signal.measuredPairs.map(([i, j]) => ({
    columns: [names[i], names[j]] as const,
    tv: totalVariation(block(counts, layout, [i, j]), block(signal.tables, layout, [i, j])),
  }));
  return { tv1: meanDistance(perColumn), tv2: perPair.length === 0 ? null : meanDistance(perPair), perColumn, perPair };
}

function columnDistance(encoded: EncodedTable, signal: Signal, { layout, j }: { layout: TableLayout; j: number }): number {
  const counts = new Float64Array(layout.sizes[j]);
  for (let row = 0; row < encoded.rows; row++) counts[encoded.codes[row * layout.sizes.length + j]]++;
  return totalVariation(counts, signal.oneWays.subarray(layout.offsets[j], layout.offsets[j + 1]));
}

function block(table: Float64Array, { offsets, cells }: TableLayout, [i, j]: readonly [number, number]): Float64Array {
  const values: number[] = [];
  for (let a = offsets[i]; a < offsets[i + 1]; a++) for (let b = offsets[j]; b < offsets[j + 1]; b++) values.push(table[a * cells + b]);
  return Float64Array.from(values);
}

/** Of the two tables' shares; a negative count, which only noise makes, is taken as zero. */
function totalVariation(left: Float64Array, right: Float64Array): number {
  const sum = (table: Float64Array) => table.reduce((total, count) => total + Math.max(count, 0), 0);
  const leftSum = sum(left);
  const rightSum = sum(right);
  return left.reduce((tv, count, at) => tv + Math.abs(Math.max(count, 0) / leftSum - Math.max(right[at], 0) / rightSum), 0) / 2;
}

function meanDistance(distances: readonly { readonly tv: number }[]): number {
  return distances.reduce((sum, { tv }) => sum + tv, 0) / distances.length;
}
