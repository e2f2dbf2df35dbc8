import type { BenchmarkReport } from '../api/model.js';
import type { ColumnShares } from '../columns/shares.js';

/** A column beside the real training records, which are counted exactly. */
export function realShares({ column, cells }: BenchmarkReport['marginals'][number]): ColumnShares {
  return { column, cells: cells.map(({ label, synthetic, real }) => ({ label, compared: real, halfWidth: null, synthetic })) };
}
