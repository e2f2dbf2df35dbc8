import type { Guarantee } from '@commonward/accounting';
import { tableLayout } from '@commonward/schema';
import type { TableLayout } from '@commonward/schema';
import type { PairsPlan } from './training-plan.js';

/** One table within the released vector, row major. */
export interface PlannedTable {
  readonly columns: readonly number[];
  readonly start: number;
  readonly shape: readonly number[];
}

/** One block of the released vector: a stretch of coordinates with one sensitivity and one noise variance. */
export interface PlannedBlock {
  readonly start: number;
  readonly length: number;
  /** of the block under the plan's adjacency, in squared grid steps */
  readonly squaredSensitivity: number;
  /** in squared grid steps */
  readonly variance: number;
  readonly tables: readonly PlannedTable[];
}

/** Where each table lies in the released vector, in the order of the plan. */
export function planBlocks(plan: PairsPlan): readonly PlannedBlock[] {
  const layout = tableLayout(plan.dictionary);
  let end = 0;
  return plan.blocks.map(({ tables, variance }) => {
    const start = end;
    const placed = tables.map((columns) => {
      const table = { columns, start: end, shape: columns.map((column) => layout.sizes[column]) };
      end += cellsOf(columns, layout);
      return table;
    });
    return { start, length: end - start, squaredSensitivity: squaredSensitivity(tables.length, plan), variance, tables: placed };
  });
}

/** The number of cells of the table over these columns. */
export function cellsOf(columns: readonly number[], layout: TableLayout): number {
  return columns.reduce((cells, column) => cells * layout.sizes[column], 1);
}

/** A record adds one grid step count to one cell of each table; another record in its place moves two cells of each. */
function squaredSensitivity(tables: number, { grid, guarantee }: PairsPlan): number {
  return tables * recordsMoved(guarantee) * grid * grid;
}

/** How many records differ between neighbouring data sets. */
export function recordsMoved({ adjacency }: Pick<Guarantee, 'adjacency'>): number {
  return adjacency === 'add-or-remove-one' ? 1 : 2;
}
