import { cellLabels } from '@commonward/evaluation';
import { tableLayout, type Column, type EncodedTable, type TableLayout } from '@commonward/schema';
import { residuals, type Signal } from '@commonward/synthesis/coordinator';
import { planBlocks, type PairsPlan } from '@commonward/synthesis/plan';

/**
 * The generator compared with the released statistics. It is computed from releases alone, so it costs no budget; it
 * cannot see errors that the noise hides, which is why the expected noise stands beside it.
 */
export interface Fidelity {
  readonly basis: 'released statistics';
  /** Mean total variation between synthetic records and the denoised one-way and two-way tables. */
  readonly tv1: number;
  readonly tv2: number | null;
  /** Mean total variation that the noise alone causes in one released table of that kind, before denoising. */
  readonly noiseTv2: number | null;
  readonly columns: readonly { readonly column: string; readonly cells: readonly FidelityCell[] }[];
  readonly pairs: readonly { readonly columns: readonly [string, string]; readonly tv: number }[];
}

export interface FidelityCell {
  readonly label: string;
  /** Share of records according to the releases; noise can make it negative. */
  readonly released: number;
  /** Half the width of a 95 % interval for the noise. */
  readonly halfWidth: number;
  readonly synthetic: number;
}

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

export function fidelityOf(comparison: Comparison): Fidelity {
  const { encoded, signal, plan } = comparison;
  const { tv1, tv2, perPair } = residuals(encoded, signal, plan);
  const layout = tableLayout(plan.dictionary);
  const columns = plan.dictionary.columns.map((column, j) => ({ column: column.name, cells: cellsOf(column, j, { ...comparison, layout }) }));
  return { basis: 'released statistics', tv1, tv2, noiseTv2: noiseTv2(comparison), columns, pairs: perPair };
}

interface Comparison {
  readonly encoded: EncodedTable;
  readonly signal: Signal;
  readonly plan: PairsPlan;
  readonly sites: number;
}

function cellsOf(column: Column, j: number, comparison: Comparison & { readonly layout: TableLayout }): FidelityCell[] {
  const { encoded, signal, layout } = comparison;
  const counts = new Float64Array(layout.sizes[j]);
  for (let row = 0; row < encoded.rows; row++) counts[encoded.codes[row * layout.sizes.length + j]]++;
  const halfWidth = (Z * Math.sqrt(marginVariance(j, comparison))) / signal.records;
  return cellLabels(column).map((label, cell) => ({
    label,
    released: signal.oneWays[layout.offsets[j] + cell] / signal.records,
    halfWidth,
    synthetic: counts[cell] / encoded.rows,
  }));
}

/** Variance of a cell of a fused one-way table: margins of independent noisy tables, so their precisions add. */
function marginVariance(j: number, { plan, sites }: { plan: PairsPlan; sites: number }): number {
  let precision = 0;
  for (const { variance, tables } of planBlocks(plan)) {
    for (const { columns, shape } of tables) {
      const at = columns.indexOf(j);
      if (at < 0) continue;
      const summedCells = shape.reduce((cells, size) => cells * size, 1) / shape[at];
      precision += (plan.grid * plan.grid) / (sites * variance * summedCells);
    }
  }
  return 1 / precision;
}

/** Half the expected L1 norm of the noise in shares: E|N(0, s)| = s sqrt(2/pi) for each cell. */
function noiseTv2({ plan, signal, sites }: Comparison): number | null {
  const tables = planBlocks(plan).flatMap(({ variance, tables: of }) =>
    of.filter(({ columns }) => columns.length === 2).map(({ shape }) => ({ stdDev: Math.sqrt(sites * variance) / plan.grid, cells: shape[0] * shape[1] })),
  );
  if (tables.length === 0) return null;
  const total = tables.reduce((sum, { stdDev, cells }) => sum + (stdDev * cells) / 2, 0);
  return (Math.sqrt(2 / Math.PI) * total) / signal.records / tables.length;
}
