import { dayColumns } from '@commonward/schema';
import { scoreColumns, stepsOf, type ScoreColumn, type ScoresPlan } from '../../plan/scores/index.js';
import type { Uniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';
import type { ShareTable } from './absorb-tables.js';
import { latentMargins, releasedShares, type DayGenerator } from './day-generator.js';
import { placeOf } from './latent-margin.js';
import { normalCumulative } from './normal-distribution.js';
import { valueWithin } from './within-bin.js';

/** Days that were drawn. J columns, S steps. */
export interface DrawnDays {
  readonly rows: number;
  /** [rows, J] cells, in the order of `dayColumns` */
  readonly codes: Uint8Array;
  /** [rows, S] NaN where there is no reading */
  readonly values: Float64Array;
}

/** Draws days whose steps have the released shares and correlations; what else a day has is drawn by itself. */
export function drawPool(generator: DayGenerator, plan: ScoresPlan, { rows, uniform }: { readonly rows: number; readonly uniform: Uniform }): DrawnDays {
  const { dictionary } = plan;
  const steps = stepsOf(dictionary);
  const width = dayColumns(dictionary).length;
  const margins = latentMargins(generator.margins, plan);
  const decoders = dictionary.channels.map(valueWithin);
  const contexts = contextShares(generator, plan);
  const normal = publicNormal(uniform);
  const codes = new Uint8Array(rows * width);
  const values = new Float64Array(rows * steps);
  const latent = new Float64Array(steps);
  for (let row = 0; row < rows; row += 1) {
    drawLatent(latent, generator.spread, normal);
    for (let j = 0; j < steps; j += 1) {
      const margin = margins[j];
      const at = placeOf(margin, latent[j]);
      const place = (normalCumulative(latent[j]) - margin.below[at]) / (margin.below[at + 1] - margin.below[at]);
      codes[row * width + j] = margin.cells[at];
      values[row * steps + j] = decoders[Math.floor(j / dictionary.grid.count)](margin.cells[at], place);
    }
    contexts.forEach((shares, c) => (codes[row * width + steps + c] = cellAt(shares, uniform())));
  }
  return { rows, codes, values };
}

function drawLatent(latent: Float64Array, spread: Float32Array, normal: () => number): void {
  latent.fill(0);
  for (let r = 0; r < latent.length; r += 1) {
    const weight = normal();
    for (let j = 0; j < latent.length; j += 1) latent[j] += weight * spread[r * latent.length + j];
  }
}

const SMALLEST_SHARE = 0.001;

/** The shares of each context's cells, in all tables that it is in. */
function contextShares(generator: DayGenerator, plan: ScoresPlan): readonly Float64Array[] {
  const tables = releasedShares(generator, plan);
  return scoreColumns(plan.dictionary).context.map((column) => {
    const shares = new Float64Array(column.cells);
    for (const table of tables) addSide(shares, table, column);
    const cut = shares.map((share) => Math.max(share, SMALLEST_SHARE * tables.length));
    const total = cut.reduce((sum, share) => sum + share, 0);
    return cut.map((share) => share / total);
  });
}

/** Adds the sums along the column's side, if the table has one; the fewer cells are added up, the less noise, and the more it counts. */
function addSide(shares: Float64Array, { columns, shares: all }: ShareTable, { name }: ScoreColumn): void {
  const side = columns.findIndex((column) => column.name === name);
  if (side < 0) return;
  const inner = side === columns.length - 1 ? 1 : columns[1].cells;
  const others = all.length / shares.length;
  all.forEach((share, at) => (shares[Math.floor(at / inner) % shares.length] += share / others));
}

function cellAt(shares: Float64Array, place: number): number {
  let [cell, below] = [0, shares[0]];
  while (cell < shares.length - 1 && place >= below) below += shares[(cell += 1)];
  return cell;
}
