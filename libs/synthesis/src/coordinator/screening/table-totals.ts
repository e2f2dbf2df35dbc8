import { planBlocks } from '../../plan/index.js';
import type { PairsPlan } from '../../plan/index.js';

/** What the totals of a release's tables say, in grid steps. Every record is counted once in every table, so they differ by noise alone. */
export interface Totals {
  /** The weighted mean of all totals: the number of records, times the grid. */
  readonly mean: number;
  /** of the noise of the mean */
  readonly variance: number;
  /** Sum of squared deviations from the mean, each over its variance; of as many degrees of freedom as there are tables but one. */
  readonly disagreement: number;
  readonly tables: number;
}

export function tableTotals(release: Int32Array, plan: PairsPlan): Totals {
  const totals = planBlocks(plan).flatMap(({ tables, variance }) =>
    tables.map(({ start, shape }) => {
      const cells = shape.reduce((product, size) => product * size, 1);
      return { total: release.subarray(start, start + cells).reduce((sum, count) => sum + count, 0), variance: cells * variance };
    }),
  );
  const precision = totals.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const mean = totals.reduce((sum, { total, variance }) => sum + total / variance, 0) / precision;
  const disagreement = totals.reduce((sum, { total, variance }) => sum + ((total - mean) * (total - mean)) / variance, 0);
  return { mean, variance: 1 / precision, disagreement, tables: totals.length };
}
