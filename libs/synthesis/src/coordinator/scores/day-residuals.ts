import { stepsOf, type Day, type ScoresPlan } from '../../plan/scores/index.js';
import type { ShareTable } from './absorb-tables.js';
import { releasedShares, type DayGenerator } from './day-generator.js';
import type { DrawnDays } from './day-pool.js';

/** Mean total variation, from 0 to 1, between what days hold and the released tables; chance and the noise of the tables are a part of it. */
export interface DayResiduals {
  /** over the tables of one step each */
  readonly steps: number;
  /** over the tables of two columns that follow from the steps or are said of the whole day; null if there are none */
  readonly pairs: number | null;
}

/** How far days are from the tables that their generator was made of. Post-processing. */
export function dayResiduals(days: DrawnDays, generator: DayGenerator, plan: ScoresPlan): DayResiduals {
  const rows = Array.from({ length: days.rows }, (_, row) => dayIn(days, row));
  const distances = releasedShares(generator, plan).map((table) => totalVariation(sharesIn(rows, table), asShares(table.shares)));
  const steps = stepsOf(plan.dictionary);
  return { steps: mean(distances.slice(0, steps)), pairs: distances.length > steps ? mean(distances.slice(steps)) : null };
}

function dayIn({ rows, codes, values }: DrawnDays, row: number): Day {
  const [width, steps] = [codes.length / rows, values.length / rows];
  return { codes: codes.subarray(row * width, (row + 1) * width), values: values.subarray(row * steps, (row + 1) * steps) };
}

function sharesIn(days: readonly Day[], { columns, cells }: ShareTable): Float64Array {
  const shares = new Float64Array(cells);
  for (const day of days) shares[columns.reduce((place, column) => place * column.cells + column.cellOf(day), 0)] += 1 / days.length;
  return shares;
}

/** Noise can make a share less than nothing. */
function asShares(released: Float64Array): Float64Array {
  const cut = released.map((share) => Math.max(share, 0));
  const total = cut.reduce((sum, share) => sum + share, 0);
  return cut.map((share) => share / Math.max(total, Number.MIN_VALUE));
}

const totalVariation = (a: Float64Array, b: Float64Array): number => a.reduce((sum, share, cell) => sum + Math.abs(share - b[cell]), 0) / 2;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
