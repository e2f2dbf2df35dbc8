import { tableLayout, type TableLayout } from '@commonward/schema';
import { log } from '../plan/deterministic-math.js';
import type { TablePlan } from '../plan/index.js';
import type { Signal } from './absorb.js';
import { forbiddenCells } from './forbidden-cells.js';
import type { NoisyTable } from './fuse.js';
import { tableModel } from './table-model.js';
import { independentRecords } from './independent-records.js';
import { FROM_INDEPENDENCE, Population } from './population.js';
import { publicUniform } from './public-randomness.js';

/** How far from its tables a population may stay, in standard deviations of their noise. */
export const FACTORS = [0.25, 0.5, 1, 2, 4] as const;
const MOST_ROWS = 4000;

/**
 * The factor with which synthetic records are as far from the tables that were released as noise alone puts the true ones: nearer ones follow
 * the noise, and farther ones leave out what is known (Morozov's discrepancy principle).
 *
 * Post-processing: it reads the releases and the plan, so it costs nothing, and whoever replays a study finds the same.
 */
export function tunedFactor(signal: Signal, plan: TablePlan): number {
  const distances = FACTORS.map((factor) => ({ factor, distance: Math.abs(log(discrepancy(recordsWith(factor, signal, plan), signal, plan))) }));
  return distances.reduce((nearest, candidate) => (candidate.distance < nearest.distance ? candidate : nearest)).factor;
}

interface Drawn {
  readonly rows: number;
  readonly codes: Uint8Array;
}

function recordsWith(factor: number, signal: Signal, { dictionary, seed }: TablePlan): Drawn {
  const rows = Math.min(MOST_ROWS, Math.max(1, Math.round(signal.records)));
  const generator = tableModel(signal, factor);
  const terms = { layout: tableLayout(dictionary), forbidden: forbiddenCells(dictionary), rows, uniform: publicUniform(seed, `generator/tuning/${factor}`) };
  const codes = independentRecords({ ...terms, logBase: Float64Array.from(generator.logBase) });
  new Population({ ...terms, generator, codes }).settle(FROM_INDEPENDENCE);
  return { rows, codes };
}

/** Mean squared distance of a cell from what was released of it, over its variance: 1 for the true records, on average. */
export function discrepancy(records: Drawn, { measured, records: patients }: Pick<Signal, 'measured' | 'records'>, { dictionary }: Pick<TablePlan, 'dictionary'>): number {
  const layout = tableLayout(dictionary);
  const squares = measured.map((table) => squaredDistance(records, table, { layout, scale: patients / records.rows }) / table.variance);
  const cells = measured.reduce((sum, { counts }) => sum + counts.length, 0);
  return squares.reduce((sum, square) => sum + square, 0) / cells;
}

function squaredDistance({ rows, codes }: Drawn, { columns: [first, second], counts }: NoisyTable, { layout: { sizes }, scale }: { readonly layout: TableLayout; readonly scale: number }): number {
  const rest = counts.slice();
  for (let start = 0; start < rows * sizes.length; start += sizes.length) rest[second === undefined ? codes[start + first] : codes[start + first] * sizes[second] + codes[start + second]] -= scale;
  return rest.reduce((sum, value) => sum + value * value, 0);
}
