import type { ContrastGroup } from './contrast-groups.js';
import { product } from './matrix.js';
import type { Matrix } from './matrix.js';

/**
 * Pulls a table's interaction towards independence, group by group, by positive-part James-Stein factors.
 *
 * For groups of contrasts P and Q with d dimensions in all, P D Q (D = table - independent) keeps the factor
 * max(0, 1 - (d - 2) variance / |P D Q|^2); up to two dimensions are kept whole, so a linear relation is never cut.
 * Guarantee: margins stay as they are and the distance to independence does not grow.
 * @param table [a, b] with margins equal to those of `independent`
 * @param variance of the noise of one cell
 */
export function shrinkInteraction(options: {
  table: Matrix;
  independent: Matrix;
  variance: number;
  rowGroups: readonly ContrastGroup[];
  columnGroups: readonly ContrastGroup[];
}): Matrix {
  const { table, independent, variance, rowGroups, columnGroups } = options;
  const difference = { ...table, values: table.values.map((count, at) => count - independent.values[at]) };
  const shrunk = { ...table, values: table.values.slice() };
  for (const rowGroup of rowGroups) {
    const projected = product(rowGroup.projection, difference);
    for (const columnGroup of columnGroups) {
      const part = product(projected, columnGroup.projection);
      const cut = 1 - keptShare(part, rowGroup.dimension * columnGroup.dimension, variance);
      part.values.forEach((value, at) => (shrunk.values[at] -= cut * value));
    }
  }
  return shrunk;
}

function keptShare(part: Matrix, dimensions: number, variance: number): number {
  if (dimensions <= 2) return 1;
  const squaredNorm = part.values.reduce((sum, value) => sum + value * value, 0);
  return squaredNorm > 0 ? Math.max(0, 1 - ((dimensions - 2) * variance) / squaredNorm) : 0;
}
