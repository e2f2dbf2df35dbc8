import type { Marginal } from '../api/model.js';
import { isOutside, type ColumnShares } from '../columns/shares.js';

/** A column beside its release, noise included. */
export function releasedShares({ column, cells }: Marginal): ColumnShares {
  return { column, cells: cells.map(({ label, released, halfWidth, synthetic }) => ({ label, compared: released, halfWidth, synthetic })) };
}

export interface OutsideCount {
  readonly outside: number;
  readonly cells: number;
}

/** How many cells of all columns lie outside their interval; noise alone puts about one in twenty there. */
export function countOutside(columns: readonly ColumnShares[]): OutsideCount {
  const cells = columns.flatMap((column) => column.cells);
  return { outside: cells.filter(isOutside).length, cells: cells.length };
}
