/** One cell of a column: the synthetic share of records in it, and the share that it is compared with. */
export interface Share {
  readonly label: string;
  readonly compared: number;
  /** Half the width of the 95 % interval of the noise in `compared`; null where it is exact. */
  readonly halfWidth: number | null;
  readonly synthetic: number;
}

export interface ColumnShares {
  readonly column: string;
  readonly cells: readonly Share[];
}

/** Whether the synthetic share lies outside the interval of the noise; an exact share has none. */
export function isOutside({ compared, halfWidth, synthetic }: Share): boolean {
  return halfWidth !== null && Math.abs(synthetic - compared) > halfWidth;
}

/** Total variation distance between a column's two sets of shares: half the sum of differences. */
export function columnDistance({ cells }: ColumnShares): number {
  return cells.reduce((sum, { compared, synthetic }) => sum + Math.abs(compared - synthetic), 0) / 2;
}

/** The right end of a column's scale: the smallest multiple of a tenth that holds every share and interval. */
export function scaleEnd({ cells }: ColumnShares): number {
  const largest = Math.max(0, ...cells.flatMap(({ compared, halfWidth, synthetic }) => [compared + (halfWidth ?? 0), synthetic]));
  return Math.min(1, Math.max(0.1, Math.ceil(largest * 10 - 1e-9) / 10));
}
