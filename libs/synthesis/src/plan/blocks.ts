import type { Guarantee } from '@commonward/accounting';
import { tableLayout } from '@commonward/schema';
import type { TableLayout } from '@commonward/schema';
import { productsOfScores } from './public-scores.js';
import type { PairsPlan } from './training-plan.js';
import { PRODUCTS, tableGroups, type TableGroup } from './workload.js';

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
  readonly name: string;
  /** The norm of what one record adds, squared, in squared grid steps. */
  readonly squaredNorm: number;
  /** of the block under the plan's adjacency, in squared grid steps */
  readonly squaredSensitivity: number;
  /** in squared grid steps */
  readonly variance: number;
  readonly tables: readonly PlannedTable[];
}

/** Where each table lies in the released vector, in the order of the plan. */
export function planBlocks(plan: PairsPlan): readonly PlannedBlock[] {
  const layout = tableLayout(plan.dictionary);
  const groups = tableGroups(plan.workload, layout.sizes.length, layout.target);
  const squaredStep = plan.grid * plan.grid;
  let end = 0;
  return plan.blocks.map(({ name, tables, variance }, b) => {
    const start = end;
    const placed = tables.map((columns) => {
      const table = { columns, start: end, shape: columns.map((column) => layout.sizes[column]) };
      end += cellsOf(columns, layout);
      return table;
    });
    if (name === PRODUCTS) end += productsOfScores(layout.sizes.length);
    const sensitivity = { squaredNorm: groups[b].squaredNorm * squaredStep, squaredSensitivity: squaredMove(groups[b], plan.guarantee) * squaredStep };
    return { name, start, length: end - start, ...sensitivity, variance, tables: placed };
  });
}

/** The number of cells of the table over these columns. */
export function cellsOf(columns: readonly number[], layout: TableLayout): number {
  return columns.reduce((cells, column) => cells * layout.sizes[column], 1);
}

/**
 * How far neighbouring data sets can be apart in a group, squared, in squared counts. A record adds 1 to one cell of each table; another
 * record in its place moves two cells of each. A clipped record's place may be taken by its opposite.
 */
export function squaredMove({ kind, squaredNorm }: Pick<TableGroup, 'kind' | 'squaredNorm'>, { adjacency }: Pick<Guarantee, 'adjacency'>): number {
  if (adjacency === 'add-or-remove-one') return squaredNorm;
  return kind === 'counted' ? 2 * squaredNorm : 4 * squaredNorm;
}
