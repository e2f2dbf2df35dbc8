import type { TableLayout } from '@commonward/schema';
import { zeros } from './matrix.js';
import type { Matrix } from './matrix.js';

/** A subspace of the contrasts (mean-zero vectors) of one column's cells, as the projection onto it. */
export interface ContrastGroup {
  readonly projection: Matrix;
  readonly dimension: number;
}

/**
 * Splits the contrasts of a column into the groups that are shrunk together.
 *
 * Numeric: the linear trend over the value bins with the missing-against-present contrast, then everything else.
 * Categorical: everything in one group. The projections add up to the one onto all contrasts.
 */
export function contrastGroups(layout: TableLayout, column: number, numeric: boolean): ContrastGroup[] {
  const { size } = layout.columns[column];
  const all = centring(size);
  if (!numeric) return nonEmpty([{ projection: all, dimension: size - 1 }]);
  const directions = [linearTrend(layout, column), missingContrast(layout, column)].filter((direction) => direction.some((x) => x !== 0));
  const main = projectionOnto(directions, size);
  const rest = { ...all, values: all.values.map((value, at) => value - main.values[at]) };
  return nonEmpty([
    { projection: main, dimension: directions.length },
    { projection: rest, dimension: size - 1 - directions.length },
  ]);
}

function nonEmpty(groups: ContrastGroup[]): ContrastGroup[] {
  return groups.filter(({ dimension }) => dimension > 0);
}

function centring(size: number): Matrix {
  const matrix = zeros(size, size);
  for (let i = 0; i < size; i++) for (let k = 0; k < size; k++) matrix.values[i * size + k] = (i === k ? 1 : 0) - 1 / size;
  return matrix;
}

function linearTrend(layout: TableLayout, column: number): Float64Array {
  const { size, values } = layout.columns[column];
  return Float64Array.from({ length: size }, (_, cell) => (cell < values ? cell - (values - 1) / 2 : 0));
}

function missingContrast(layout: TableLayout, column: number): Float64Array {
  const { size, values, missingCell } = layout.columns[column];
  if (missingCell === null || values === 0) return new Float64Array(size);
  return Float64Array.from({ length: size }, (_, cell) => (cell === missingCell ? 1 : 0) - 1 / size);
}

/** The directions are orthogonal: the trend is zero on the missing cell and sums to zero over the others. */
function projectionOnto(directions: readonly Float64Array[], size: number): Matrix {
  const matrix = zeros(size, size);
  for (const direction of directions) {
    const squaredNorm = direction.reduce((sum, x) => sum + x * x, 0);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < size; k++) matrix.values[i * size + k] += (direction[i] * direction[k]) / squaredNorm;
    }
  }
  return matrix;
}
