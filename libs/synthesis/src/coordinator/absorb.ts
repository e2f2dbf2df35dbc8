import { tableLayout } from '@commonward/schema';
import type { DataDictionary, TableLayout } from '@commonward/schema';
import { planBlocks, planLength } from '../plan/index.js';
import type { PairsPlan, TablePlan } from '../plan/index.js';
import type { Aggregate } from './aggregate.js';
import { withCorrelations } from './correlations/with-correlations.js';
import { contrastGroups } from './contrast-groups.js';
import type { ContrastGroup } from './contrast-groups.js';
import { fuseMargins, marginOf } from './fuse.js';
import type { FusedMargins, NoisyTable } from './fuse.js';
import type { Matrix } from './matrix.js';
import { estimatedTables } from './noisy-input/estimated-tables.js';
import { shrinkInteraction } from './shrink.js';

/** What the sites' noised sum says about all records together: consistent, denoised tables. D cells, J columns. */
export interface Signal {
  /** estimated number of records, at least 1 */
  readonly records: number;
  /** [D] one-way tables, each summing to `records`; noise can make a cell negative */
  readonly oneWays: Float64Array;
  /** [D, D] symmetric; the two-way tables, with the one-way tables as their margins; zero where not measured */
  readonly tables: Float64Array;
  /** [J, J] symmetric; noise variance of one cell of the summed table; Infinity where not measured */
  readonly variances: Float64Array;
  /** [J] noise variance of one cell of each one-way table */
  readonly oneWayVariances: Float64Array;
  /** What was measured, before anything was made consistent or shrunk. */
  readonly measured: readonly NoisyTable[];
  /** The two columns of each table of pairs that was measured by itself, in ascending order. */
  readonly measuredPairs: readonly (readonly [number, number])[];
}

/**
 * Turns the sum of the releases into consistent two-way tables: fuses margins, corrects every table to them, shrinks. Where
 * correlations were released, the other tables follow from them; where records were randomised, that is undone on average first.
 *
 * Post-processing: it reads nothing but the releases and the plan.
 * @param sum as from `aggregate`, multiplied by the grid
 * @param sites how many releases are in the sum, each with the noise of the plan: the sum has so many times its variance
 * @throws RangeError if the sum is not of the plan's length, or sites is not between 1 and the plan's number
 */
export function absorb({ sum, sites, plan }: Aggregate & { readonly plan: TablePlan }): Signal {
  if (sum.length !== planLength(plan)) throw new RangeError(`The sum has ${sum.length} numbers, the plan has ${planLength(plan)}.`);
  if (!(Number.isInteger(sites) && sites >= 1 && sites <= plan.sites.length)) {
    throw new RangeError(`sites is ${sites}; expected a whole number from 1 to ${plan.sites.length}.`);
  }
  switch (plan.encoding) {
    case 'noisy-input':
      return signalOfEstimates(estimatedTables(sum, plan), plan.dictionary);
    case 'pairs': {
      const measured = noisyTables(sum, sites, plan);
      const signal = signalOf(measured, fuseMargins(measured, tableLayout(plan.dictionary)), plan.dictionary);
      return plan.workload === 'correlations' ? withCorrelations(signal, { sum, sites, plan }) : signal;
    }
    default:
      return plan satisfies never;
  }
}

/** Estimates from one set of randomised records are not independent: of a column everything is in its own table. */
export function signalOfEstimates(estimates: readonly NoisyTable[], dictionary: DataDictionary): Signal {
  const margins = fuseMargins(estimates.filter(({ columns }) => columns.length === 1), tableLayout(dictionary));
  return signalOf(estimates, margins, dictionary);
}

function signalOf(measured: readonly NoisyTable[], margins: FusedMargins, dictionary: DataDictionary): Signal {
  const measuredPairs = measured.flatMap(({ columns }) => (columns.length === 2 ? [[columns[0], columns[1]] as const] : [])).sort(([i, j], [k, l]) => i - k || j - l);
  return { ...margins, ...denoisedPairs(measured, margins, dictionary), measured, measuredPairs };
}

function noisyTables(sum: Float64Array, sites: number, plan: PairsPlan): NoisyTable[] {
  return planBlocks(plan).flatMap(({ tables, variance }) =>
    tables.map(({ columns, start, shape }) => ({
      columns,
      counts: sum.slice(start, start + shape.reduce((cells, size) => cells * size, 1)).map((count) => count / plan.grid),
      variance: (sites * variance) / (plan.grid * plan.grid),
    })),
  );
}

function denoisedPairs(measured: readonly NoisyTable[], margins: FusedMargins, dictionary: DataDictionary): Pick<Signal, 'tables' | 'variances'> {
  const layout = tableLayout(dictionary);
  const columns = layout.sizes.length;
  const tables = new Float64Array(layout.cells * layout.cells);
  const variances = new Float64Array(columns * columns).fill(Infinity);
  const groups = dictionary.columns.map(({ type }, column) => contrastGroups(layout, column, type === 'numeric'));
  for (const table of measured) {
    if (table.columns.length !== 2) continue;
    const [first, second] = table.columns;
    store(tables, denoised(table, { margins, layout, groups }), { layout, first, second });
    variances[first * columns + second] = table.variance;
    variances[second * columns + first] = table.variance;
  }
  return { tables, variances };
}

interface Knowledge {
  readonly margins: FusedMargins;
  readonly layout: TableLayout;
  readonly groups: readonly (readonly ContrastGroup[])[];
}

function denoised(table: NoisyTable, { margins, layout, groups }: Knowledge): Matrix {
  const [first, second] = table.columns;
  return shrinkInteraction({
    table: consistent(table, margins, layout),
    independent: independent(oneWay(margins, layout, first), oneWay(margins, layout, second), margins.records),
    variance: table.variance,
    rowGroups: groups[first],
    columnGroups: groups[second],
  });
}

/** The nearest table that has the fused one-way tables as its margins. */
function consistent(table: NoisyTable, margins: FusedMargins, layout: TableLayout): Matrix {
  const [rowTarget, columnTarget] = table.columns.map((column) => oneWay(margins, layout, column));
  const rowSums = marginOf(table, 0, layout);
  const columnSums = marginOf(table, 1, layout);
  const rows = rowTarget.length;
  const columns = columnTarget.length;
  const excess = rowSums.reduce((sum, count) => sum + count, 0) - margins.records;
  const values = table.counts.map((count, at) => {
    const row = Math.floor(at / columns);
    const column = at % columns;
    const correction = (rowTarget[row] - rowSums[row]) / columns + (columnTarget[column] - columnSums[column]) / rows;
    return count + correction + excess / (rows * columns);
  });
  return { rows, columns, values };
}

function independent(rowCounts: Float64Array, columnCounts: Float64Array, records: number): Matrix {
  const values = new Float64Array(rowCounts.length * columnCounts.length);
  rowCounts.forEach((rowCount, row) =>
    columnCounts.forEach((columnCount, column) => {
      values[row * columnCounts.length + column] = (Math.max(rowCount, 0) * Math.max(columnCount, 0)) / records;
    }),
  );
  return { rows: rowCounts.length, columns: columnCounts.length, values };
}

function oneWay({ oneWays }: FusedMargins, { offsets }: TableLayout, column: number): Float64Array {
  return oneWays.subarray(offsets[column], offsets[column + 1]);
}

function store(target: Float64Array, table: Matrix, at: { layout: TableLayout; first: number; second: number }): void {
  const { offsets, cells } = at.layout;
  table.values.forEach((value, index) => {
    const row = offsets[at.first] + Math.floor(index / table.columns);
    const column = offsets[at.second] + (index % table.columns);
    target[row * cells + column] = value;
    target[column * cells + row] = value;
  });
}
