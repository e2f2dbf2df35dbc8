import { stepsOf, type ScoresPlan } from '../../plan/scores/index.js';
import { symmetric } from '../spectrum/absorb-shapes.js';
import { symmetricEigen, withEigenvalues } from '../spectrum/symmetric-eigen.js';
import type { TableSignal } from './absorb-tables.js';
import { shrunkRelations } from './shrunk-relations.js';

/** A correlation that noise has put further out would leave no room for any other. */
const LARGEST_CORRELATION = 0.985;
const SMALLEST_CORRELATION = -0.97;
const SMALLEST_EIGENVALUE = 0.001;
/** Of what squared scores would come to on average, were no day clipped; less is noise. */
const SMALLEST_LENGTH = 0.3;

/**
 * The correlations of the scores of all steps, as far as they stand out from the noise.
 *
 * Days that were clipped, and spreads that noise made wider, shorten all moments alike: so they are taken relative to the mean of
 * the squares.
 * @param sum [S (S + 1) / 2] of all sites' second releases, in grid steps
 * @param contributors how many sites are in the sum
 * @returns [S, S] symmetric and positive definite, with ones on the diagonal
 */
export function absorbMoments(sum: Float64Array, { plan, signal, contributors }: { readonly plan: ScoresPlan; readonly signal: TableSignal; readonly contributors: number }): Float64Array {
  const steps = stepsOf(plan.dictionary);
  const moments = symmetric(sum, steps, plan.grid);
  const length = Math.max(meanSquare(moments, steps), SMALLEST_LENGTH * signal.units);
  const noise = Math.sqrt((contributors * plan.moments[0].variance) / 2) / plan.grid / length;
  const relations = shrunkRelations(moments.map((value) => value / length), { noise, steps: plan.dictionary.grid.count });
  const correlations = relations.map((value, at) => (at % (steps + 1) === 0 ? 1 : Math.min(Math.max(value, SMALLEST_CORRELATION), LARGEST_CORRELATION)));
  return correlationMatrix(correlations, SMALLEST_EIGENVALUE);
}

function meanSquare(moments: Float64Array, steps: number): number {
  let sum = 0;
  for (let j = 0; j < steps; j += 1) sum += moments[j * (steps + 1)];
  return sum / steps;
}

/** The matrix with no eigenvalue below a bound, scaled back to ones on the diagonal. */
export function correlationMatrix(matrix: Float64Array, smallest: number): Float64Array {
  const m = Math.sqrt(matrix.length);
  const positive = withEigenvalues(symmetricEigen(matrix), (value) => Math.max(value, smallest));
  const scale = Float64Array.from({ length: m }, (_, j) => 1 / Math.sqrt(positive[j * m + j]));
  return positive.map((value, at) => value * scale[Math.floor(at / m)] * scale[at % m]);
}
