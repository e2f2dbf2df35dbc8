import type { EncodedTable, TableLayout } from '@commonward/schema';
import { cellColumns } from './cell-columns.js';

/**
 * The association of every pair of columns, [J][J], symmetric: bias-corrected Cramér's V between the columns' cells, so that
 * numbers, categories and missing values are treated alike.
 *
 * @param table n rows
 */
export function associations(table: EncodedTable, layout: TableLayout): number[][] {
  const columns = [...layout.sizes.keys()];
  const cells = cellColumns(table, layout);
  const counts = (i: number, j: number): number[][] => contingencyCounts([cells[i], cells[j]], [layout.sizes[i], layout.sizes[j]]);
  const lower = columns.map((i) => columns.slice(0, i + 1).map((j) => cramersV(counts(i, j))));
  return columns.map((i) => columns.map((j) => (j <= i ? lower[i][j] : lower[j][i])));
}

/**
 * Bias-corrected Cramér's V of a contingency table: 0 for independent columns, 1 where one determines the other. The
 * plain statistic grows with the number of cells, also between columns that have nothing to do with each other.
 *
 * @param counts [r][c] whole numbers; empty rows and columns do not count
 * @returns between 0 and 1; 0 where it is undefined (fewer than two rows or columns that are not empty, or as many as there
 *   are records)
 * @see Bergsma 2013, A bias-correction for Cramér's V and Tschuprow's T, Journal of the Korean Statistical Society 42(3)
 */
export function cramersV(counts: readonly (readonly number[])[]): number {
  const rowTotals = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columnTotals = counts[0].map((_, k) => counts.reduce((sum, row) => sum + row[k], 0));
  const n = rowTotals.reduce((sum, total) => sum + total, 0);
  const [r, c] = [rowTotals, columnTotals].map((totals) => totals.filter((total) => total > 0).length);
  const corrected = (levels: number): number => levels - ((levels - 1) * (levels - 1)) / (n - 1);
  const largest = Math.min(corrected(r), corrected(c)) - 1;
  if (r < 2 || c < 2 || largest <= 0) return 0;
  const bias = ((r - 1) * (c - 1)) / (n - 1);
  return Math.min(1, Math.sqrt(Math.max(0, phiSquared(counts, { rowTotals, columnTotals, n }) - bias) / largest));
}

/** Pearson's chi-squared over n: the sum of o^2 / e over n, less 1. */
function phiSquared(counts: readonly (readonly number[])[], { rowTotals, columnTotals, n }: { rowTotals: number[]; columnTotals: number[]; n: number }): number {
  let sum = 0;
  counts.forEach((row, i) => {
    row.forEach((count, k) => {
      if (count > 0) sum += (count / rowTotals[i]) * (count / columnTotals[k]);
    });
  });
  return n === 0 ? 0 : sum - 1;
}

/** How many records fall into each pair of cells of two columns, [r][c]. @param cells [rows] of either column */
export function contingencyCounts([first, second]: readonly [Uint8Array, Uint8Array], [r, c]: readonly [number, number]): number[][] {
  const counts = Array.from({ length: r }, () => new Array<number>(c).fill(0));
  for (let row = 0; row < first.length; row++) counts[first[row]][second[row]]++;
  return counts;
}
