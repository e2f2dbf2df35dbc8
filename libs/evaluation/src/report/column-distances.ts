import type { DataDictionary, RecordTable } from '@commonward/schema';
import { jensenShannonDistance } from '../metrics/jensen-shannon.js';
import { kolmogorovSmirnov } from '../metrics/kolmogorov-smirnov.js';
import { halfDistance } from '../metrics/total-variation.js';
import { wasserstein } from '../metrics/wasserstein.js';

/** The shares of one column's cells. */
type Cells = readonly { readonly synthetic: number; readonly real: number }[];

/** How far one column's synthetic values are from its real ones. */
export interface ColumnDistances {
  readonly totalVariation: number;
  readonly jensenShannon: number;
  /** Of numbers; null of categories, or where there is none. */
  readonly kolmogorovSmirnov: number | null;
  readonly wasserstein: number | null;
}

/** By shares of cells, which stand in the report, and for numbers also by the values themselves. */
export function columnDistances(cells: Cells, { synthetic, real, column }: { synthetic: RecordTable; real: RecordTable; column: { readonly index: number; readonly type: DataDictionary['columns'][number]['type'] } }): ColumnDistances {
  const numbers = column.type === 'numeric' ? ([synthetic.columns[column.index], real.columns[column.index]] as const) : null;
  return {
    ...cellDistances(cells),
    kolmogorovSmirnov: numbers === null ? null : kolmogorovSmirnov(...numbers),
    wasserstein: numbers === null ? null : wasserstein(...numbers),
  };
}

/** The distances that follow from the shares alone. */
export function cellDistances(cells: Cells): Pick<ColumnDistances, 'totalVariation' | 'jensenShannon'> {
  const [ours, theirs] = [cells.map(({ synthetic }) => synthetic), cells.map(({ real }) => real)];
  return { totalVariation: halfDistance(ours, theirs), jensenShannon: jensenShannonDistance(ours, theirs) };
}
