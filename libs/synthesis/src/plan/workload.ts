/** Which tables of a dictionary the sites count. */
export const WORKLOADS = ['weighted-pairs', 'target-pairs', 'one-ways'] as const;
export type Workload = (typeof WORKLOADS)[number];

/** Tables that share one noise variance, and their share of the privacy budget. */
export interface TableGroup {
  readonly name: string;
  /** one or two column indices each, ascending */
  readonly tables: readonly (readonly number[])[];
  /** of rho; the shares of a workload add up to 1 */
  readonly share: number;
}

/**
 * The tables of a workload in the order of the release.
 *
 * - `weighted-pairs`: half of rho on the pairs with the target, half on all others.
 * - `target-pairs`: three quarters on the pairs with the target, one quarter on all one-way tables. With b target cells a
 *   column's own counts would have noise variance b/2 (in units of J/rho) if the pairs took everything; fused with the
 *   one-way tables of this split they have 2b/(b + 3): a fifth less for two target cells, half for five. The price is
 *   15 % more noise on the relations to the target.
 * - `one-ways`: everything on the one-way tables; no relations are learned.
 */
export function tableGroups(workload: Workload, columns: number, target: number): readonly TableGroup[] {
  const all = Array.from({ length: columns }, (_, j) => j);
  const oneWays = all.map((j) => [j]);
  const targetPairs = all.filter((j) => j !== target).map((j) => [Math.min(j, target), Math.max(j, target)]);
  switch (workload) {
    case 'weighted-pairs':
      return [
        { name: 'target-pairs', tables: targetPairs, share: 1 / 2 },
        { name: 'other-pairs', tables: otherPairs(columns, target), share: 1 / 2 },
      ];
    case 'target-pairs':
      return [
        { name: 'target-pairs', tables: targetPairs, share: 3 / 4 },
        { name: 'one-ways', tables: oneWays, share: 1 / 4 },
      ];
    case 'one-ways':
      return [{ name: 'one-ways', tables: oneWays, share: 1 }];
    default:
      throw new RangeError(`Unknown workload ${String(workload satisfies never)}.`);
  }
}

function otherPairs(columns: number, target: number): number[][] {
  const pairs: number[][] = [];
  for (let i = 0; i < columns; i++) {
    for (let j = i + 1; j < columns; j++) if (i !== target && j !== target) pairs.push([i, j]);
  }
  return pairs;
}
