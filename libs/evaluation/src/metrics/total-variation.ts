import type { EncodedTable, TableLayout } from '@commonward/schema';

/** Mean total variation distances between two tables, each between 0 and 1. */
export interface TotalVariation {
  /** Over the columns. */
  readonly tv1: number;
  /** Over the unordered pairs of columns; 0 if there is only one column. */
  readonly tv2: number;
}

/**
 * Compares the shares of every one-way and two-way table in the dictionary's cells; missing and other are cells like
 * any other.
 *
 * @param synthetic at least one row
 * @param real at least one row, the same columns
 */
export function totalVariation(synthetic: EncodedTable, real: EncodedTable, layout: TableLayout): TotalVariation {
  const columns = layout.sizes.length;
  const ones: number[] = [];
  const twos: number[] = [];
  for (let i = 0; i < columns; i++) {
    ones.push(halfDistance(shares(synthetic, layout, [i]), shares(real, layout, [i])));
    for (let j = 0; j < i; j++) twos.push(halfDistance(shares(synthetic, layout, [i, j]), shares(real, layout, [i, j])));
  }
  return { tv1: mean(ones), tv2: mean(twos) };
}

/** Shares of the rows in the cells of one table over the named columns, [cells]. */
export function shares(table: EncodedTable, { sizes }: TableLayout, columns: readonly number[]): Float64Array {
  const out = new Float64Array(columns.reduce((cells, column) => cells * sizes[column], 1));
  for (let row = 0; row < table.rows; row++) {
    let cell = 0;
    for (const column of columns) cell = cell * sizes[column] + table.codes[row * sizes.length + column];
    out[cell] += 1 / table.rows;
  }
  return out;
}

/** The total variation distance of two lists of shares of the same cells. */
export function halfDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let cell = 0; cell < a.length; cell++) sum += Math.abs(a[cell] - b[cell]);
  // Shares are sums of 1/n, so that rounding could carry a distance of 1 above it.
  return Math.min(1, sum / 2);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
