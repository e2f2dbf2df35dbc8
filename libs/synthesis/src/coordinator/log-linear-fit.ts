import type { TableLayout } from '@commonward/schema';
import type { ForbiddenCells } from './forbidden-cells.js';
import type { TableModel } from './table-model.js';
import { sweep } from './gibbs-sweep.js';
import { independentRecords } from './independent-records.js';
import { pairCounts } from './pair-counts.js';
import type { Uniform } from './public-randomness.js';

const RECORDS = 2048;
const STEPS = 60;

interface Fit {
  readonly generator: TableModel;
  readonly layout: TableLayout;
  readonly forbidden: ForbiddenCells;
  readonly uniform: Uniform;
}

/**
 * The pair parameters of the maximum-entropy model that the population sampler has as its fixed point: on average,
 * target - table = variance x parameter in every cell, with variance = 1/weight.
 *
 * Independent chains take one Gibbs sweep for each step of a damped Newton ascent on the diagonal; the parameters are
 * averaged over the second half of the steps. Every record adds to a cell of each of its column's J - 1 pairs, so a
 * step of 1/J cannot overshoot what those pairs have in common.
 * @returns [D, D] symmetric; zero where a pair was not measured
 */
export function fitPairParameters(fit: Fit): Float64Array {
  const { generator, layout, forbidden, uniform } = fit;
  const logBase = Float64Array.from(generator.logBase);
  const codes = independentRecords({ layout, rows: RECORDS, logBase, uniform });
  const theta = new Float64Array(generator.targets.length);
  const average = new Float64Array(theta.length);
  const weights = Float64Array.from(generator.weights, (weight) => (weight > 0 ? 1 : 0));
  for (let step = 0; step < STEPS; step++) {
    sweep({ layout, rows: RECORDS, codes, field: theta, weights, logBase, recordWeight: 0, forbidden, uniform });
    ascend(theta, codes, fit);
    if (step >= STEPS / 2) theta.forEach((value, at) => (average[at] += value / (STEPS / 2)));
  }
  return average;
}

function ascend(theta: Float64Array, codes: Uint8Array, { generator, layout }: Fit): void {
  const { sizes, offsets, cells } = layout;
  const counts = pairCounts(codes, RECORDS, layout);
  for (let i = 0; i < sizes.length; i++) {
    for (let j = 0; j < sizes.length; j++) {
      const weight = generator.weights[i * sizes.length + j];
      if (weight === 0) continue;
      for (let a = offsets[i]; a < offsets[i + 1]; a++) {
        for (let at = a * cells + offsets[j]; at < a * cells + offsets[j + 1]; at++) {
          const share = counts[at] / RECORDS;
          const lack = generator.targets[at] - generator.records * share - theta[at] / weight;
          theta[at] += lack / (generator.records * share * (1 - share) + 1 / weight) / sizes.length;
        }
      }
    }
  }
}
