import { stepsOf, type Day, type ScoresPlan } from '../../plan/scores/index.js';
import { exp } from '../../plan/deterministic-math.js';
import { releasedShares, type DayGenerator } from './day-generator.js';
import type { DrawnDays } from './day-pool.js';

/** Which cell of each released table every day of a pool is in, and what the tables say. K tables, F cells. */
interface Tilting {
  readonly rows: number;
  readonly tables: number;
  /** [rows, K] */
  readonly cells: Int32Array;
  /** [F] */
  readonly targets: Float64Array;
  /** [F] how far each may be missed */
  readonly variances: Float64Array;
}

const STEPS = 300;
/** The pool is believed as if it were this part of the records. */
const BELIEF = 0.1;

/**
 * Weights of the days of a pool, 1 together, under which the released tables come out as far as their noise says that they should:
 * the weights of largest entropy but for squared misses, each over its variance.
 *
 * By duality they are the softmax of a sum of one number a cell, found by accelerated descent with a step for each cell. The
 * curvature along a cell is at most its share, times the number of tables that overlap, plus its own; so no step is too long.
 * @see Nesterov 2004, Introductory lectures on convex optimization, 2.2.1
 */
export function tiltedWeights(pool: DrawnDays, generator: DayGenerator, plan: ScoresPlan): Float64Array {
  const tilting = tiltingOf(pool, generator, plan);
  const ridge = tilting.variances.map((variance) => BELIEF * generator.units * variance);
  const found = sharesUnder(new Float64Array(tilting.rows).fill(1 / tilting.rows), tilting);
  const curvature = ridge.map((own, f) => tilting.tables * Math.max(found[f], tilting.targets[f], 1 / tilting.rows) + own);
  const ratio = Math.sqrt(ridge.reduce((least, own, f) => Math.min(least, own / curvature[f]), 1));
  const momentum = (1 - ratio) / (1 + ratio);
  let [at, before] = [new Float64Array(ridge.length), new Float64Array(ridge.length)];
  let ahead = at;
  for (let step = 0; step < STEPS; step += 1) {
    const shares = sharesUnder(softmax(ahead, tilting), tilting);
    before = at;
    at = ahead.map((dual, f) => dual - (shares[f] - tilting.targets[f] + ridge[f] * dual) / curvature[f]);
    const [now, last] = [at, before];
    ahead = now.map((dual, f) => dual + momentum * (dual - last[f]));
  }
  return softmax(at, tilting);
}

function tiltingOf({ rows, codes, values }: DrawnDays, generator: DayGenerator, plan: ScoresPlan): Tilting {
  const released = releasedShares(generator, plan);
  const [width, steps, tables] = [codes.length / rows, stepsOf(plan.dictionary), released.length];
  const cells = new Int32Array(rows * tables);
  for (let row = 0; row < rows; row += 1) {
    const day: Day = { codes: codes.subarray(row * width, (row + 1) * width), values: values.subarray(row * steps, (row + 1) * steps) };
    released.forEach(({ columns, start }, t) => (cells[row * tables + t] = start + columns.reduce((place, column) => place * column.cells + column.cellOf(day), 0)));
  }
  const smallest = 0.2 / rows;
  return {
    rows,
    tables,
    cells,
    targets: Float64Array.from(released.flatMap(({ shares }) => [...shares])),
    variances: Float64Array.from(released.flatMap(({ shares, variance }) => Array.from(shares, (share) => variance + Math.max(share, smallest) / generator.units))),
  };
}

/** [F] */
function sharesUnder(weights: Float64Array, { rows, tables, cells, targets }: Tilting): Float64Array {
  const shares = new Float64Array(targets.length);
  for (let row = 0, k = 0; row < rows; row += 1) {
    const weight = weights[row];
    for (let t = 0; t < tables; t += 1, k += 1) shares[cells[k]] += weight;
  }
  return shares;
}

/** [rows] 1 together */
function softmax(dual: Float64Array, { rows, tables, cells }: Tilting): Float64Array {
  const sums = new Float64Array(rows);
  for (let row = 0, k = 0; row < rows; row += 1) {
    let sum = 0;
    for (let t = 0; t < tables; t += 1, k += 1) sum += dual[cells[k]];
    sums[row] = sum;
  }
  const largest = sums.reduce((most, sum) => Math.max(most, sum), -Infinity);
  const weights = sums.map((sum) => exp(sum - largest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}
