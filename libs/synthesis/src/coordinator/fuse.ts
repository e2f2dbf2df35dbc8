import type { TableLayout } from '@commonward/schema';

/** One measured table with its noise; a one-way table has one column, a two-way table two. */
export interface NoisyTable {
  readonly columns: readonly number[];
  /** row major; counts with noise */
  readonly counts: Float64Array;
  /** of the noise of one cell, in squared counts; more than 0 */
  readonly variance: number;
}

/** What all tables together say about the single columns. */
export interface FusedMargins {
  /** estimated number of records, at least 1 */
  readonly records: number;
  /** [D] the one-way table of every column, each summing to `records`; noise can make a cell negative */
  readonly oneWays: Float64Array;
  /** [J] noise variance of one cell of each one-way table */
  readonly oneWayVariances: Float64Array;
}

/**
 * The weighted least squares estimate of the number of records and of every one-way table.
 *
 * A two-way table of a x b cells with noise variance v splits into orthogonal parts: its total (variance v a b), the
 * deviations of its row sums (v b each) and column sums (v a each), and an interaction that says nothing about margins.
 * So each part is averaged over the tables by inverse variance; the result is the exact solution, short of the bound at 1.
 * @throws RangeError if a column is in no table
 */
export function fuseMargins(tables: readonly NoisyTable[], layout: TableLayout): FusedMargins {
  const records = Math.max(fusedTotal(tables), 1);
  const sums = new Float64Array(layout.cells);
  const weights = new Float64Array(layout.sizes.length);
  for (const table of tables) {
    table.columns.forEach((column, side) => {
      const margin = marginOf(table, side, layout);
      const weight = layout.sizes[column] / (table.variance * table.counts.length);
      weights[column] += weight;
      margin.forEach((count, cell) => (sums[layout.offsets[column] + cell] += weight * count));
    });
  }
  return { records, oneWays: withTotal(sums, weights, layout, records), oneWayVariances: weights.map((weight) => 1 / weight) };
}

/** The counts of one side of a table, summed over its other side. */
export function marginOf({ columns, counts }: NoisyTable, side: number, layout: TableLayout): Float64Array {
  const margin = new Float64Array(layout.sizes[columns[side]]);
  const inner = columns.length === 1 ? 1 : layout.sizes[columns[1]];
  counts.forEach((count, at) => (margin[side === 0 ? Math.floor(at / inner) : at % inner] += count));
  return margin;
}

function fusedTotal(tables: readonly NoisyTable[]): number {
  let sum = 0;
  let weights = 0;
  for (const { counts, variance } of tables) {
    const weight = 1 / (variance * counts.length);
    weights += weight;
    sum += weight * total(counts);
  }
  return sum / weights;
}

function withTotal(sums: Float64Array, weights: Float64Array, layout: TableLayout, records: number): Float64Array {
  const oneWays = new Float64Array(layout.cells);
  weights.forEach((weight, column) => {
    if (weight === 0) throw new RangeError(`Column ${column} is in no released table.`);
    const mean = sums.subarray(layout.offsets[column], layout.offsets[column + 1]).map((sum) => sum / weight);
    const shift = (records - total(mean)) / mean.length;
    mean.forEach((count, cell) => (oneWays[layout.offsets[column] + cell] = count + shift));
  });
  return oneWays;
}

function total(counts: Float64Array): number {
  let sum = 0;
  for (const count of counts) sum += count;
  return sum;
}
