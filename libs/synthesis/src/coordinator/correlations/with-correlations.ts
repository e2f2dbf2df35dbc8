import { tableLayout } from '@commonward/schema';
import type { TableLayout } from '@commonward/schema';
import { PRODUCTS, planBlocks } from '../../plan/index.js';
import type { PairsPlan } from '../../plan/index.js';
import type { Signal } from '../absorb.js';
import type { Aggregate } from '../aggregate.js';
import { denoisedCovariances } from './denoised-covariances.js';
import { standardScores, type StandardScores } from './standard-scores.js';

/** Noise can put a correlation further out than any table could have it. */
const LARGEST_CORRELATION = 0.95;

/**
 * Fills in the tables of the pairs that were not measured: each is as its columns' own tables and their correlation have it,
 * n p_a q_b (1 + r x_a y_b) with standardised scores x and y, which has both tables as its margins.
 *
 * @param signal of the tables that were measured
 * @returns with the variance that noise in the correlation gives a cell, on average, for the pairs that were filled in
 */
export function withCorrelations(signal: Signal, { sum, sites, plan }: Aggregate & { readonly plan: PairsPlan }): Signal {
  const layout = tableLayout(plan.dictionary);
  const columns = standardScores(signal.oneWays, layout);
  const { products, noise } = releasedProducts({ sum, sites, plan }, signal.records);
  const covariances = denoisedCovariances(covariancesOf(products, columns), { squares: columns.map(({ spread }) => spread * spread), noise });
  const filled = { ...signal, tables: signal.tables.slice(), variances: signal.variances.slice() };
  for (let i = 0; i < columns.length; i += 1) {
    for (let j = i + 1; j < columns.length; j += 1) {
      if (signal.variances[i * columns.length + j] < Infinity) continue;
      const scale = columns[i].spread * columns[j].spread;
      const correlation = Math.max(-LARGEST_CORRELATION, Math.min(LARGEST_CORRELATION, covariances[i * columns.length + j] / scale));
      fill(filled, { layout, i, j, columns, correlation, noise: noise / scale });
    }
  }
  return filled;
}

/** The mean product of every two columns' scores, in the order of release, and the standard deviation of its noise. */
function releasedProducts({ sum, sites, plan }: Aggregate & { readonly plan: PairsPlan }, records: number): { readonly products: Float64Array; readonly noise: number } {
  const block = planBlocks(plan).find(({ name }) => name === PRODUCTS);
  if (block === undefined) throw new RangeError(`The plan of ${plan.study} has no block "${PRODUCTS}".`);
  const unit = plan.grid * records;
  return { products: sum.slice(block.start, block.start + block.length).map((product) => product / unit), noise: Math.sqrt(sites * block.variance) / unit };
}

/** [J, J] symmetric, with zeros on the diagonal. */
function covariancesOf(products: Float64Array, columns: readonly StandardScores[]): Float64Array {
  const covariances = new Float64Array(columns.length * columns.length);
  let at = 0;
  for (let i = 0; i < columns.length; i += 1) {
    for (let j = i + 1; j < columns.length; j += 1) {
      const covariance = products[at++] - columns[i].mean * columns[j].mean;
      covariances[i * columns.length + j] = covariance;
      covariances[j * columns.length + i] = covariance;
    }
  }
  return covariances;
}

interface Filling {
  readonly layout: TableLayout;
  readonly i: number;
  readonly j: number;
  readonly columns: readonly StandardScores[];
  readonly correlation: number;
  /** standard deviation of the correlation's */
  readonly noise: number;
}

function fill({ records, tables, variances }: Signal, { layout: { offsets, cells, sizes }, i, j, columns, correlation, noise }: Filling): void {
  const [rows, others] = [columns[i], columns[j]];
  rows.shares.forEach((share, a) =>
    others.shares.forEach((other, b) => {
      const count = records * share * other * (1 + correlation * rows.scores[a] * others.scores[b]);
      tables[(offsets[i] + a) * cells + offsets[j] + b] = count;
      tables[(offsets[j] + b) * cells + offsets[i] + a] = count;
    }),
  );
  const variance = records * noise * records * noise * meanSquare(rows) * meanSquare(others);
  variances[i * sizes.length + j] = variance;
  variances[j * sizes.length + i] = variance;
}

/** How far a cell of the column moves with the correlation, squared, on average over cells. */
const meanSquare = ({ shares, scores }: StandardScores): number => shares.reduce((sum, share, a) => sum + (share * scores[a]) * (share * scores[a]), 0) / shares.length;
