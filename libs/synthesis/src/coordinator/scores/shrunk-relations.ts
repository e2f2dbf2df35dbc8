import { product, type Matrix } from '../matrix.js';
import { dayBasis, octaves, transposed, type Band } from './cosine-bands.js';

const PASSES = 4;

/**
 * What stands out from the noise of a matrix of correlations between all steps of a day.
 *
 * Relations change little from step to step, and channels have them in common: so most of a matrix is in few of its cosines over steps
 * and channels, and noise is in all alike. Of each block of two octaves the part is kept that its length has over that of its noise:
 * 1 - E|noise|^2 / |block|^2, or nothing (the empirical Wiener filter; James and Stein's estimate but for two dimensions).
 * The diagonal says nothing of what is beside it and is taken from the result, pass by pass.
 * @param matrix [C T, C T] symmetric; its diagonal is not looked at
 * @param noise standard deviation off the diagonal, as often positive as negative
 * @returns symmetric; on the diagonal what the steps have in common with their neighbours
 */
export function shrunkRelations(matrix: Float64Array, { noise, steps }: { readonly noise: number; readonly steps: number }): Float64Array {
  const size = Math.sqrt(matrix.length);
  const basis = dayBasis(size / steps, steps);
  const back = transposed(basis);
  const bands = bandsOf(size, steps);
  let filled = withDiagonal(matrix, new Float64Array(matrix.length));
  for (let pass = 0; ; pass += 1) {
    const waves = product(product(basis, { rows: size, columns: size, values: filled }), back);
    const kept = product(product(back, keptWaves(waves, bands, noise)), basis).values;
    if (pass === PASSES) return kept;
    filled = withDiagonal(matrix, kept);
  }
}

const withDiagonal = (matrix: Float64Array, diagonal: Float64Array): Float64Array => {
  const size = Math.sqrt(matrix.length);
  return matrix.map((value, at) => (at % (size + 1) === 0 ? Math.min(Math.max(diagonal[at], 0), 1) : value));
};

/** The octaves of each channel's frequencies, channel after channel. */
function bandsOf(size: number, steps: number): readonly Band[] {
  return Array.from({ length: size / steps }, (_, channel) => octaves(steps).map(({ from, to }) => ({ from: channel * steps + from, to: channel * steps + to }))).flat();
}

function keptWaves(waves: Matrix, bands: readonly Band[], noise: number): Matrix {
  const values = waves.values.slice();
  for (const rows of bands) for (const columns of bands) shorten(values, { rows, columns, size: waves.rows, noise });
  return { ...waves, values };
}

interface Block {
  readonly rows: Band;
  readonly columns: Band;
  readonly size: number;
  readonly noise: number;
}

function shorten(values: Float64Array, { rows, columns, size, noise }: Block): void {
  const [height, width] = [rows.to - rows.from, columns.to - columns.from];
  // On the diagonal of a symmetric matrix of noise the variance is twice that beside it, and so it is in any orthonormal basis.
  const entries = rows.from === columns.from ? height * (width + 1) : height * width;
  let length = 0;
  for (let i = rows.from; i < rows.to; i += 1) for (let j = columns.from; j < columns.to; j += 1) length += values[i * size + j] * values[i * size + j];
  const kept = keptShare({ length, noise: entries * noise * noise });
  for (let i = rows.from; i < rows.to; i += 1) for (let j = columns.from; j < columns.to; j += 1) values[i * size + j] *= kept;
}

/** Which part of a vector is signal, by squared lengths: of the vector, and expected of its noise. */
export function keptShare({ length, noise }: { readonly length: number; readonly noise: number }): number {
  return length > noise ? 1 - noise / length : 0;
}
