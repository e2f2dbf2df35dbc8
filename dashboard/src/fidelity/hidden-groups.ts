import type { ColumnShares } from '../columns/shares.js';

/** The cells of one column of which the release cannot say whether anybody is in them. */
export interface HiddenGroups {
  readonly column: string;
  readonly labels: readonly string[];
}

/**
 * Groups that are too small to be served: the interval of the noise reaches down to nobody, so what the synthetic records say of them is noise. It follows from
 * releases alone.
 */
export function hiddenGroups(columns: readonly ColumnShares[]): readonly HiddenGroups[] {
  return columns.flatMap(({ column, cells }) => {
    const labels = cells.filter(({ compared, halfWidth }) => halfWidth !== null && compared - halfWidth <= 0).map(({ label }) => label);
    return labels.length === 0 ? [] : [{ column, labels }];
  });
}
