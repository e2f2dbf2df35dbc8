import type { EncodedTable, TableLayout } from '@commonward/schema';
import { cellColumns } from './cell-columns.js';

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
  const { sizes } = layout;
  const tables = [synthetic, real].map((table) => cellColumns(table, layout));
  const ones: number[] = [];
  const twos: number[] = [];
  for (let i = 0; i < sizes.length; i++) {
    const [ours, theirs] = tables.map((cells) => shares(cells[i], sizes[i]));
    ones.push(halfDistance(ours, theirs));
    for (let j = 0; j < i; j++) {
      const [our, their] = tables.map((cells) => shares(pairCells(cells[i], cells[j], sizes[j]), sizes[i] * sizes[j]));
      twos.push(halfDistance(our, their));
    }
  }
  return { tv1: mean(ones), tv2: mean(twos) };
}

/** Shares of the rows in each cell, [size]. @param cells [rows] */
function shares(cells: Uint8Array | Uint16Array, size: number): Float64Array {
  const out = new Float64Array(size);
  for (let row = 0; row < cells.length; row++) out[cells[row]] += 1 / cells.length;
  return out;
}

/** The cells of two columns' table, [rows]; columns have at most 256 cells. */
function pairCells(first: Uint8Array, second: Uint8Array, size: number): Uint16Array {
  const cells = new Uint16Array(first.length);
  for (let row = 0; row < cells.length; row++) cells[row] = first[row] * size + second[row];
  return cells;
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
