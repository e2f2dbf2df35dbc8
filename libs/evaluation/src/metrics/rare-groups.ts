/** What became of the groups that few real records belong to. */
export interface RareGroups {
  /** Cells of single columns that hold some real records, and at most 5 % of them. */
  readonly groups: number;
  /** Those that hold a synthetic record too. */
  readonly present: number;
  /** The share of the synthetic records in these cells over that of the real ones, added up over all of them; null if there are none. */
  readonly ratio: number | null;
}

export const RARE_SHARE = 0.05;

/**
 * Whether rare groups (an uncommon finding, the oldest patients) are still there, and as often as they should be.
 *
 * @param marginals for each column the shares of its cells, synthetic and real
 */
export function rareGroups(marginals: readonly { readonly cells: readonly { readonly synthetic: number; readonly real: number }[] }[]): RareGroups {
  const rare = marginals.flatMap(({ cells }) => cells.filter(({ real }) => real > 0 && real <= RARE_SHARE));
  const sum = (side: 'synthetic' | 'real'): number => rare.reduce((total, cell) => total + cell[side], 0);
  return { groups: rare.length, present: rare.filter(({ synthetic }) => synthetic > 0).length, ratio: rare.length === 0 ? null : sum('synthetic') / sum('real') };
}
