import { stepsOf, type ScoresPlan } from '../../plan/scores/index.js';
import { shrunk, symmetric } from '../spectrum/absorb-shapes.js';
import { symmetricEigen, withEigenvalues } from '../spectrum/symmetric-eigen.js';
import type { TableSignal } from './absorb-tables.js';
import { stationaryPart } from './stationary-part.js';

/** A correlation that noise has put further out would leave no room for any other. */
const LARGEST_CORRELATION = 0.985;
const SMALLEST_CORRELATION = -0.97;
const SMALLEST_EIGENVALUE = 0.001;

/**
 * The correlations of the scores of all steps, as far as they stand out from the noise.
 *
 * What pairs of steps as far apart have in common is averaged over the day and needs no further denoising; of what is left, the part
 * of the spectrum that noise alone explains is dropped, and the rest is shortened to what it was before the noise.
 * @param sum [S (S + 1) / 2] of all sites' second releases, in grid steps
 * @param contributors how many sites are in the sum
 * @returns [S, S] symmetric and positive definite, with ones on the diagonal
 */
export function absorbMoments(sum: Float64Array, { plan, signal, contributors }: { readonly plan: ScoresPlan; readonly signal: TableSignal; readonly contributors: number }): Float64Array {
  const steps = stepsOf(plan.dictionary);
  const noise = Math.sqrt((contributors * plan.moments[0].variance) / 2) / plan.grid / signal.units;
  const moments = symmetric(sum, steps, plan.grid).map((value) => value / signal.units);
  const common = stationaryPart(moments, plan.dictionary.grid.count);
  const own = shrunk(moments.map((value, at) => value - common[at]), noise);
  const correlations = own.map((value, at) => (at % (steps + 1) === 0 ? 1 : Math.min(Math.max(value + common[at], SMALLEST_CORRELATION), LARGEST_CORRELATION)));
  return correlationMatrix(correlations, SMALLEST_EIGENVALUE);
}

/** The matrix with no eigenvalue below a bound, scaled back to ones on the diagonal. */
export function correlationMatrix(matrix: Float64Array, smallest: number): Float64Array {
  const m = Math.sqrt(matrix.length);
  const positive = withEigenvalues(symmetricEigen(matrix), (value) => Math.max(value, smallest));
  const scale = Float64Array.from({ length: m }, (_, j) => 1 / Math.sqrt(positive[j * m + j]));
  return positive.map((value, at) => value * scale[Math.floor(at / m)] * scale[at % m]);
}
