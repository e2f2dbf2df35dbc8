import { tableLayout } from '@commonward/schema';
import { estimateVariance, randomisedTablesIn, type NoisyInputPlan, type RandomisedTable } from '../../plan/index.js';
import type { NoisyTable } from '../fuse.js';
import { unbiasedCounts } from '../unbiased-counts.js';

/**
 * What tables of randomised records say of the records: of every column alone, and of every two columns that were counted together.
 *
 * Randomisation is undone on average, then nobody is left out. A column's own table is the same from whichever table it is taken, because
 * undoing one column keeps the totals along the others.
 * @param sum of releases, tables one after the other
 */
export function estimatedTables(sum: Float64Array, plan: NoisyInputPlan): readonly NoisyTable[] {
  const released = randomisedTablesIn(plan).map((table) => ({ ...table, counts: countsIn(sum, table) }));
  const places = released[0].counts.reduce((total, count) => total + count, 0);
  return learntTables(plan, places).map(({ columns, variance }) => {
    const source = released.find((table) => columns.every((column) => table.columns.includes(column)));
    if (source === undefined) throw new RangeError(`Columns ${columns.join(' and ')} are in no released table.`);
    const counts = columns.length === source.columns.length ? source.counts : marginOf(source, source.columns.indexOf(columns[0]));
    return { columns, variance, counts: withoutNobody(unbiasedCounts(counts, columns.map((column) => plan.columns[column])), columns.map((column) => plan.columns[column].categories)) };
  });
}

/**
 * Which tables follow from a release, and the variance of one cell of each, in squared counts, on average over its cells.
 * @param places in all releases together
 */
export function learntTables(plan: Pick<NoisyInputPlan, 'workload' | 'dictionary' | 'columns'>, places: number): readonly Omit<NoisyTable, 'counts'>[] {
  const oneWays = Array.from(tableLayout(plan.dictionary).sizes, (_, column) => [column]);
  const pairs = randomisedTablesIn(plan).flatMap(({ columns }) => (columns.length === 2 ? [columns] : []));
  return [...oneWays, ...pairs].map((columns) => ({ columns, variance: estimateVariance(columns.map((column) => plan.columns[column]), places) }));
}

function countsIn(sum: Float64Array, { start, shape }: RandomisedTable): Float64Array {
  return sum.slice(start, start + shape.reduce((cells, size) => cells * size, 1));
}

function marginOf({ counts, shape: [, inner] }: RandomisedTable & { readonly counts: Float64Array }, side: number): Float64Array {
  const margin = new Float64Array(side === 0 ? counts.length / inner : inner);
  counts.forEach((count, at) => (margin[side === 0 ? Math.floor(at / inner) : at % inner] += count));
  return margin;
}

/** Nobody is the last category of every column. */
function withoutNobody(counts: Float64Array, shape: readonly number[]): Float64Array {
  const inner = shape.length === 1 ? 1 : shape[1];
  return counts.filter((_, at) => Math.floor(at / inner) < shape[0] - 1 && (shape.length === 1 || at % inner < inner - 1));
}
