import type { Marginal, MarginalCell } from '../api/model.js';

/** Whether the synthetic share lies outside the 95 % interval of the release's noise. */
export function isOutside({ released, halfWidth, synthetic }: MarginalCell): boolean {
  return Math.abs(synthetic - released) > halfWidth;
}

/** Total variation distance between a column's released and synthetic shares: half the sum of differences. */
export function columnDistance({ cells }: Marginal): number {
  return cells.reduce((sum, { released, synthetic }) => sum + Math.abs(released - synthetic), 0) / 2;
}

export interface OutsideCount {
  readonly outside: number;
  readonly cells: number;
}

/** How many cells of all columns lie outside their interval; noise alone puts about one in twenty there. */
export function countOutside(columns: readonly Marginal[]): OutsideCount {
  const cells = columns.flatMap((column) => column.cells);
  return { outside: cells.filter(isOutside).length, cells: cells.length };
}

/** The right end of a column's scale: the smallest multiple of a tenth that holds every share and interval. */
export function scaleEnd({ cells }: Marginal): number {
  const largest = Math.max(0, ...cells.flatMap(({ released, halfWidth, synthetic }) => [released + halfWidth, synthetic]));
  return Math.min(1, Math.max(0.1, Math.ceil(largest * 10 - 1e-9) / 10));
}
