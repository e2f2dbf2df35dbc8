import { productsOf, type SpectrumPlan } from '../../plan/index.js';
import type { CentreSignal } from './absorb-centres.js';
import { symmetricEigen, withEigenvalues } from './symmetric-eigen.js';

/** The spread of the images of one class about their centre. m covaried coefficients of J. */
export interface ClassShape {
  /** [m, m] positive semidefinite: what the coefficients do together */
  readonly together: Float64Array;
  /** [m] variance of what each does by itself */
  readonly alone: Float64Array;
  /** [J - m] variance of the others */
  readonly details: Float64Array;
}

const SMALLEST_ALONE = 0.01;
const SMALLEST_DETAIL = 0.005;
const DETAIL_WINDOW = 15;
const WIDEST_WINDOW = 9;

/**
 * Splits the noisy second moments of each class into what is signal and what is not.
 *
 * The spectrum of a symmetric matrix of pure noise, of standard deviation a off the diagonal, ends at 2 a sqrt(m): eigenvalues
 * below are dropped, and those above are shortened to what they were before the noise. First for all classes together, then for
 * what each differs from all; so a class with few images borrows from the others.
 * @param sum [K m (m + 1) / 2 + K (J - m)] of all sites' second releases, in grid steps
 * @param contributors how many sites are in the sum
 */
export function absorbShapes(sum: Float64Array, { plan, signal, contributors }: { readonly plan: SpectrumPlan; readonly signal: CentreSignal; readonly contributors: number }): readonly ClassShape[] {
  const { dictionary: { classes }, covaried, coefficients, grid, shapes } = plan;
  const noise = Math.sqrt(contributors * shapes[0].variance) / grid;
  const moments = classes.map((_, k) => symmetric(sum.subarray(k * productsOf(covaried)), covaried, grid));
  const everyone = signal.images.reduce((total, images) => total + images, 0);
  const pooled = shrunk(moments.reduce(plus).map((value) => value / everyone), noise / Math.SQRT2 / everyone * Math.sqrt(classes.length));
  return classes.map((_, k) => {
    const images = signal.images[k];
    const own = moments[k].map((value) => value / images);
    const apart = shrunk(own.map((value, at) => value - pooled[at]), noise / Math.SQRT2 / images);
    const together = positive(plus(pooled, apart));
    const rest = Float64Array.from({ length: covaried }, (_, j) => own[j * covaried + j] - together[j * covaried + j]);
    const squares = sum.subarray(classes.length * productsOf(covaried) + k * (coefficients - covaried)).subarray(0, coefficients - covaried);
    return {
      together,
      alone: smoothed(rest, windowFor(noise / images)).map((value) => Math.max(value, SMALLEST_ALONE)),
      details: smoothed(squares.map((value) => value / grid / images), DETAIL_WINDOW).map((value) => Math.max(value, SMALLEST_DETAIL)),
    };
  });
}

/** The matrix of which the release holds the upper triangle, row by row, with the root of 2 off the diagonal. */
export function symmetric(products: Float64Array, m: number, grid: number): Float64Array {
  const matrix = new Float64Array(m * m);
  let at = 0;
  for (let i = 0; i < m; i += 1) {
    matrix[i * m + i] = products[at++] / grid;
    for (let j = i + 1; j < m; j += 1) matrix[i * m + j] = matrix[j * m + i] = products[at++] / grid / Math.SQRT2;
  }
  return matrix;
}

const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, at) => value + b[at]);

/** @see Benaych-Georges, Nadakuditi 2011, arXiv:0910.2120: an eigenvalue l of the signal shows at l + (a sqrt(m))^2 / l */
function shrunk(matrix: Float64Array, noise: number): Float64Array {
  const edge = noise * Math.sqrt(Math.sqrt(matrix.length));
  return withEigenvalues(symmetricEigen(matrix), (value) => (Math.abs(value) > 2 * edge ? Math.sign(value) * Math.sqrt(value * value - 4 * edge * edge) : 0));
}

const positive = (matrix: Float64Array): Float64Array => withEigenvalues(symmetricEigen(matrix), (value) => Math.max(value, 0));

/** More noise, a wider window; odd, so that it has a middle. */
const windowFor = (noise: number): number => Math.min(Math.floor(1 + 20 * noise), WIDEST_WINDOW) | 1;

/** The mean over `window` neighbours, with the ends repeated outwards: neighbouring coefficients have neighbouring frequencies. */
function smoothed(values: Float64Array, window: number): Float64Array {
  const reach = (window - 1) / 2;
  return values.map((_, j) => {
    let total = 0;
    for (let k = j - reach; k <= j + reach; k += 1) total += values[Math.min(Math.max(k, 0), values.length - 1)];
    return total / window;
  });
}
