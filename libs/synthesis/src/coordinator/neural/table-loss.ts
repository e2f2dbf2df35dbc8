import type { TableLayout } from '@commonward/schema';
import type { Signal } from '../absorb.js';
import { zeros, type Matrix } from '../matrix.js';
import { columnSums } from './dense-layers.js';
import { matrixProduct, transposed } from './product.js';

/** What the tables of a pool are to come to. D cells, J columns. */
export interface TableGoal {
  readonly layout: TableLayout;
  /** [D, D] two-way tables, in shares */
  readonly pairs: Float64Array;
  /** [D] one-way tables, in shares */
  readonly oneWays: Float64Array;
  /** [J, J] how much a cell of a pair counts, at most 1; zero where not measured */
  readonly weights: Float64Array;
}

/** A pair counts by the inverse of its noise variance, relative to the pair that is known best. */
export function tableGoal({ records, tables, oneWays, variances }: Signal, layout: TableLayout): TableGoal {
  const least = variances.reduce((min, variance) => Math.min(min, variance), Infinity);
  return {
    layout,
    pairs: tables.map((count) => count / records),
    oneWays: oneWays.map((count) => count / records),
    weights: variances.map((variance) => (variance === Infinity ? 0 : least / variance)),
  };
}

export interface TableLoss {
  readonly loss: number;
  /** [pool, D] by the shares */
  readonly gradient: Matrix;
}

/**
 * The squared distance between the expected tables of a pool and the goal, each pair of columns by its weight, and each column's own
 * table by weight 1: all pairs of a column say what it is.
 *
 * A latent's columns are independent given the latent, so the expected table of columns i and j is the mean over the pool of the
 * outer product of their shares; of one column, it is the mean of its shares.
 * @param shares [pool, D]
 */
export function tableLoss(shares: Matrix, goal: TableGoal): TableLoss {
  const pairs = pairErrors(shares, goal);
  const oneWays = columnSums(shares).map((sum, cell) => sum / shares.rows - goal.oneWays[cell]);
  const gradient = matrixProduct(shares, pairs.weighted);
  const scale = 2 / shares.rows;
  const { values, columns } = gradient;
  for (let at = 0; at < values.length; at++) values[at] = scale * (values[at] + oneWays[at % columns]);
  return { loss: pairs.loss + oneWays.reduce((sum, error) => sum + error * error, 0), gradient };
}

/** The errors of all cells times their weights, [D, D] and symmetric, and the loss of each pair counted once. */
function pairErrors(shares: Matrix, { layout, pairs, weights }: TableGoal): { readonly loss: number; readonly weighted: Matrix } {
  const { sizes, offsets, cells } = layout;
  const { values: sums } = matrixProduct(transposed(shares), shares);
  const weighted = zeros(cells, cells);
  let loss = 0;
  for (let i = 0; i < sizes.length; i++) {
    for (let j = 0; j < sizes.length; j++) {
      const weight = weights[i * sizes.length + j];
      if (weight === 0) continue;
      for (let a = offsets[i]; a < offsets[i + 1]; a++) {
        for (let at = a * cells + offsets[j]; at < a * cells + offsets[j + 1]; at++) {
          const error = sums[at] / shares.rows - pairs[at];
          weighted.values[at] = weight * error;
          if (i < j) loss += weight * error * error;
        }
      }
    }
  }
  return { loss, weighted };
}
