import { exp, log } from '../../plan/deterministic-math.js';
import { breaksRule } from '../forbidden-cells.js';
import { independentRecords } from '../independent-records.js';
import type { Matrix } from '../matrix.js';
import type { Uniform } from '../public-randomness.js';
import { replaceRuleBreakers } from '../rule-breakers.js';
import type { PartDraw } from '../sampling.js';

interface PoolDraw extends PartDraw {
  /** [pool, D] the shares of every column's cells for each latent */
  readonly pool: Matrix;
}

/** A record that breaks a rule is drawn anew, latent and all, this often. */
const MOST_DRAWS = 50;

/**
 * Records of the mixture that a pool is, given the conditions and the rules, in random order.
 *
 * The mixture given conditions is a mixture again: every latent counts by how likely it meets them, and its columns stay independent.
 * @returns [rows, J] cells
 * @throws RangeError if the rules leave no record within the conditions
 */
export function poolRecords(draw: PoolDraw): Uint8Array {
  const { layout, rows, forbidden, uniform } = draw;
  const columns = layout.sizes.length;
  const codes = new Uint8Array(rows * columns);
  const conditioned = conditionedPool(draw);
  let kept = 0;
  for (let drawn = 0; kept < rows && drawn < MOST_DRAWS; drawn++) {
    const more = mixtureRecords(conditioned, { ...draw, rows: rows - kept });
    const last = drawn === MOST_DRAWS - 1;
    for (let row = 0; row < more.length; row += columns) {
      const record = more.subarray(row, row + columns);
      if (last || !breaksRule(forbidden, record)) codes.set(record, columns * kept++);
    }
  }
  replaceRuleBreakers(codes, draw);
  return inRandomOrder(codes, { rows, columns, uniform });
}

interface ConditionedPool {
  /** [pool, D] log of the part of each cell that the conditions leave */
  readonly logShares: Matrix;
  /** [pool] how likely each latent meets all conditions, relative to the likeliest */
  readonly weights: Float64Array;
}

function conditionedPool({ pool, layout: { sizes, offsets, cells }, shares }: PoolDraw): ConditionedPool {
  const left = pool.values.map((share, at) => share * shares[at % cells]);
  const logWeights = Float64Array.from({ length: pool.rows }, (_, latent) => {
    let sum = 0;
    for (let j = 0; j < sizes.length; j++) sum += log(left.subarray(latent * cells + offsets[j], latent * cells + offsets[j + 1]).reduce((total, share) => total + share, 0));
    return sum;
  });
  const largest = logWeights.reduce((max, value) => Math.max(max, value), -Infinity);
  return { logShares: { ...pool, values: left.map(log) }, weights: logWeights.map((value) => exp(value - largest)) };
}

/** As many records of each latent as its weight calls for, by systematic sampling: one draw for all. */
function mixtureRecords({ logShares, weights }: ConditionedPool, { layout, rows, uniform }: PoolDraw): Uint8Array {
  const codes = new Uint8Array(rows * layout.sizes.length);
  const spacing = weights.reduce((sum, weight) => sum + weight, 0) / rows;
  let point = uniform() * spacing;
  let upTo = 0;
  for (let latent = 0, row = 0; row < rows; latent++) {
    const last = latent === weights.length - 1;
    upTo += weights[latent];
    const from = row;
    for (; row < rows && (last || point < upTo); point += spacing) row++;
    if (row === from) continue;
    const logBase = logShares.values.subarray(latent * layout.cells, (latent + 1) * layout.cells);
    codes.set(independentRecords({ layout, rows: row - from, logBase, uniform }), from * layout.sizes.length);
  }
  return codes;
}

export function inRandomOrder(codes: Uint8Array, { rows, columns, uniform }: { readonly rows: number; readonly columns: number; readonly uniform: Uniform }): Uint8Array {
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  for (let last = rows - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  const shuffled = new Uint8Array(codes.length);
  order.forEach((from, to) => shuffled.set(codes.subarray(from * columns, (from + 1) * columns), to * columns));
  return shuffled;
}
