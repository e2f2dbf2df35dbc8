import type { TableLayout } from '@commonward/schema';
import { exp, log } from '../plan/deterministic-math.js';
import { breaksRule } from './forbidden-cells.js';
import type { ForbiddenCells } from './forbidden-cells.js';
import type { Generator } from './generator.js';
import { EXCLUDED, FORBIDDEN, sweep } from './gibbs-sweep.js';
import type { GibbsState } from './gibbs-sweep.js';
import { independentRecords } from './independent-records.js';
import type { Uniform } from './public-randomness.js';
import { replaceRuleBreakers } from './rule-breakers.js';

const STEPS = 20;
const FINAL_SWEEPS = 10;
const SMALLEST_PARTICLES = 2048;

interface ConditionalDraw {
  readonly generator: Generator;
  readonly layout: TableLayout;
  readonly forbidden: ForbiddenCells;
  readonly rows: number;
  /** [D] which part of each cell the conditions leave, from 0 to 1 */
  readonly shares: Float64Array;
  readonly uniform: Uniform;
}

/**
 * Independent records of the generator's log-linear model, each within the allowed cells of every column.
 *
 * Records start with independent columns. The pair parameters are then switched on in equal steps; after each, records
 * are kept in proportion to their weight under the stronger model and drawn anew by one Gibbs sweep. So rare combinations
 * need no luck: a condition that one record in a million meets costs the same as none.
 * @returns [rows, J] cells
 * @throws RangeError if the rules leave no record within the allowed cells
 */
export function conditionalRecords(draw: ConditionalDraw): Uint8Array {
  const rows = Math.max(draw.rows, SMALLEST_PARTICLES);
  const logBase = Float64Array.from(draw.generator.logBase, (value, cell) => Math.max(value + log(draw.shares[cell]), EXCLUDED));
  const codes = independentRecords({ ...draw, rows, logBase });
  const field = Float64Array.from(draw.generator.theta);
  const stateAt = (strength: number): GibbsState => ({
    ...draw,
    rows,
    codes,
    field,
    logBase,
    recordWeight: 0,
    weights: Float64Array.from(draw.generator.weights, (weight) => (weight > 0 ? strength : 0)),
  });
  sweep(stateAt(0));
  replaceRuleBreakers(codes, { ...draw, rows });
  for (let step = 1; step <= STEPS; step++) {
    resample(stateAt(1 / STEPS), draw.uniform);
    sweep(stateAt(step / STEPS));
  }
  for (let extra = 0; extra < FINAL_SWEEPS; extra++) sweep(stateAt(1));
  replaceRuleBreakers(codes, { ...draw, rows });
  return codes.slice(0, draw.rows * draw.layout.sizes.length);
}

/** Keeps records in proportion to exp(their pull in this state), by systematic resampling: one draw for all. */
function resample(state: GibbsState, uniform: Uniform): void {
  const { rows, codes, layout } = state;
  const columns = layout.sizes.length;
  const logWeights = Float64Array.from({ length: rows }, (_, row) => pull(state, codes.subarray(row * columns, (row + 1) * columns)));
  const largest = logWeights.reduce((max, value) => Math.max(max, value), -Infinity);
  const weights = logWeights.map((value) => exp(value - largest));
  const spacing = weights.reduce((sum, weight) => sum + weight, 0) / rows;
  const before = codes.slice();
  let from = 0;
  let upTo = weights[0];
  for (let row = 0, point = uniform() * spacing; row < rows; row++, point += spacing) {
    while (point >= upTo && from < rows - 1) upTo += weights[++from];
    codes.set(before.subarray(from * columns, (from + 1) * columns), row * columns);
  }
}

function pull({ layout, field, weights, forbidden }: GibbsState, record: Uint8Array): number {
  const { sizes, offsets, cells } = layout;
  let sum = breaksRule(forbidden, record) ? FORBIDDEN : 0;
  for (let i = 1; i < sizes.length; i++) {
    const line = (offsets[i] + record[i]) * cells;
    for (let j = 0; j < i; j++) sum += weights[i * sizes.length + j] * field[line + offsets[j] + record[j]];
  }
  return sum;
}
