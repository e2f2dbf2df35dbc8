import { cellLabels } from '@commonward/evaluation';
import { tableLayout, type Column, type EncodedTable, type TableLayout } from '@commonward/schema';
import { residuals, type Signal } from '@commonward/synthesis/coordinator';
import type { TablePlan } from '@commonward/synthesis/plan';

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
  return { basis: 'released statistics', tv1, tv2, noiseTv2: noiseTv2(signal, layout), columns, pairs: perPair };
}

interface Comparison {
  readonly encoded: EncodedTable;
  readonly signal: Signal;
  readonly plan: TablePlan;
}

function cellsOf(column: Column, j: number, comparison: Comparison & { readonly layout: TableLayout }): FidelityCell[] {
  const { encoded, signal, layout } = comparison;
  const counts = new Float64Array(layout.sizes[j]);
  for (let row = 0; row < encoded.rows; row++) counts[encoded.codes[row * layout.sizes.length + j]]++;
  const halfWidth = (Z * Math.sqrt(signal.oneWayVariances[j])) / signal.records;
  return cellLabels(column).map((label, cell) => ({
    label,
    released: signal.oneWays[layout.offsets[j] + cell] / signal.records,
    halfWidth,
    synthetic: counts[cell] / encoded.rows,
  }));
}

/** Half the expected L1 norm of the noise in shares: E|N(0, s)| = s sqrt(2/pi) for each cell. */
function noiseTv2({ measuredPairs, variances, records }: Signal, { sizes }: TableLayout): number | null {
  if (measuredPairs.length === 0) return null;
  const total = measuredPairs.reduce((sum, [i, j]) => sum + (Math.sqrt(variances[i * sizes.length + j]) * sizes[i] * sizes[j]) / 2, 0);
  return (Math.sqrt(2 / Math.PI) * total) / records / measuredPairs.length;
}
