/** Which tables of a dictionary the sites count. */
export const WORKLOADS = ['weighted-pairs', 'target-pairs', 'correlations', 'one-ways', 'allocated'] as const;
export type Workload = (typeof WORKLOADS)[number];

/** The block of products of scores. */
export const PRODUCTS = 'score-products';
const SHARE_OF_PRODUCTS = 0.15;
/** So fine that truncation takes about a two-hundredth off a product of two ordinary scores. */
export const CLIPPING_GRID = 256;

/** Tables, or the products of all columns' scores, that share one noise variance, and their share of the privacy budget. */
export interface TableGroup {
  /** Whether a record adds 1 to a cell of each table, or a vector that is clipped. */
  readonly kind: 'counted' | 'clipped';
  readonly name: string;
  /** one or two column indices each, ascending; none for the products of scores */
  readonly tables: readonly (readonly number[])[];
  /** The norm of what one record adds, in counts, squared. A multiple of 1/256, squared, where records are clipped to it. */
  readonly squaredNorm: number;
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
 * - `correlations`: 15 % of rho on the products of all columns' public scores, two by two, each record's clipped to one norm; the rest as
 *   `target-pairs` has it. A relation is one number of a record's own length here, and one of J (J - 1) / 2 tables of many cells in
 *   `weighted-pairs`: with cells of eight bins its noise is a seventh.
 * - `allocated`: single columns, pairs with the target and all other pairs, as a study divides rho among them; evenly, if it does not say.
 * - `one-ways`: everything on the one-way tables; no relations are learned.
 */
export function tableGroups(workload: Workload, columns: number, target: number): readonly TableGroup[] {
  const all = Array.from({ length: columns }, (_, j) => j);
  const oneWays = all.map((j) => [j]);
  const targetPairs = all.filter((j) => j !== target).map((j) => [Math.min(j, target), Math.max(j, target)]);
  switch (workload) {
    case 'weighted-pairs':
      return [
        counted('target-pairs', targetPairs, 1 / 2),
        counted('other-pairs', otherPairs(columns, target), 1 / 2),
      ];
    case 'target-pairs':
      return [
        counted('target-pairs', targetPairs, 3 / 4),
        counted('one-ways', oneWays, 1 / 4),
      ];
    case 'correlations':
      return [
        clipped('target-pairs', targetPairs, { norm: Math.sqrt(columns - 1), share: (3 / 4) * (1 - SHARE_OF_PRODUCTS) }),
        clipped('one-ways', oneWays, { norm: Math.sqrt(columns), share: (1 / 4) * (1 - SHARE_OF_PRODUCTS) }),
        clipped(PRODUCTS, [], { norm: columns / Math.SQRT2, share: SHARE_OF_PRODUCTS }),
      ];
    case 'allocated':
      return [
        counted('one-ways', oneWays, 1 / 3),
        counted('target-pairs', targetPairs, 1 / 3),
        counted('other-pairs', otherPairs(columns, target), 1 / 3),
      ];
    case 'one-ways':
      return [counted('one-ways', oneWays, 1)];
    default:
      throw new RangeError(`Unknown workload ${String(workload satisfies never)}.`);
  }
}

/** A record adds 1 to one cell of each table. */
const counted = (name: string, tables: TableGroup['tables'], share: number): TableGroup => ({ kind: 'counted', name, tables, squaredNorm: tables.length, share });

/** A record adds a vector that is clipped to a whole number of steps of the grid, or of a coarser one. */
function clipped(name: string, tables: TableGroup['tables'], { norm, share }: { readonly norm: number; readonly share: number }): TableGroup {
  const rounded = Math.ceil(CLIPPING_GRID * norm) / CLIPPING_GRID;
  return { kind: 'clipped', name, tables, squaredNorm: rounded * rounded, share };
}

function otherPairs(columns: number, target: number): number[][] {
  const pairs: number[][] = [];
  for (let i = 0; i < columns; i++) {
    for (let j = i + 1; j < columns; j++) if (i !== target && j !== target) pairs.push([i, j]);
  }
  return pairs;
}
