import type { SeriesDictionary } from '@commonward/schema';
import { scoreColumns, type ScoreColumn, type ScoreColumns } from './score-columns.js';

/** A table over one or two columns within the first release; row major. */
export interface ScoreTable {
  readonly columns: readonly ScoreColumn[];
  readonly start: number;
  readonly cells: number;
}

export const TABLE_BLOCKS = ['steps', 'derived', 'context'] as const;
export type TableBlock = (typeof TABLE_BLOCKS)[number];

export interface ScoreTableBlock {
  readonly name: TableBlock;
  readonly start: number;
  readonly length: number;
  readonly tables: readonly ScoreTable[];
}

/**
 * The tables of the first release, block after block: every step by itself; pairs of what follows from the steps; and each context with
 * the day's total, its activity and its quarters, and the contexts with each other.
 */
export function scoreTables(dictionary: SeriesDictionary): readonly ScoreTableBlock[] {
  const columns = scoreColumns(dictionary);
  const lists: Record<TableBlock, readonly (readonly ScoreColumn[])[]> = {
    steps: columns.steps.map((step) => [step]),
    derived: derivedPairs(columns),
    context: contextPairs(columns),
  };
  let end = 0;
  const placed = (name: TableBlock): ScoreTableBlock => {
    const start = end;
    const tables = lists[name].map((over): ScoreTable => {
      const table = { columns: over, start: end, cells: over.reduce((cells, column) => cells * column.cells, 1) };
      end += table.cells;
      return table;
    });
    return { name, start, length: end - start, tables };
  };
  return TABLE_BLOCKS.map(placed).filter(({ tables }) => tables.length > 0);
}

type Pair = readonly [ScoreColumn, ScoreColumn];

/** Chosen so that the sum of a day, and how it is spread over the day, come out right. */
function derivedPairs({ quarters, total, active, resting }: ScoreColumns): readonly Pair[] {
  const own: Pair[] = [...quarters.slice(1).map((quarter, q): Pair => [quarters[q], quarter]), ...quarters.map((quarter): Pair => [total, quarter]), [total, active]];
  if (resting === null) return own;
  const third = resting.quarters[Math.min(2, resting.quarters.length - 1)];
  const last = resting.quarters[resting.quarters.length - 1];
  return distinct([...own, [total, third], [total, resting.minimum], [third, resting.minimum], [last, resting.minimum]]);
}

function contextPairs({ context, quarters, total, active, resting }: ScoreColumns): readonly Pair[] {
  const second = resting === null ? [] : [resting.quarters[Math.min(1, resting.quarters.length - 1)]];
  const partners = [total, active, ...quarters, ...second];
  const own = context.flatMap((column) => partners.map((partner): Pair => [column, partner]));
  return distinct([...own, ...context.flatMap((a, i) => context.slice(0, i).map((b): Pair => [b, a]))]);
}

/** Where a body at rest is measured by the first channel, two rules can name one pair. */
function distinct(pairs: readonly Pair[]): readonly Pair[] {
  return [...new Map(pairs.map((pair) => [pair.map(({ name }) => name).join(' / '), pair])).values()];
}
