import { cosineOfTurn } from '../../plan/spectrum/cosine.js';
import type { Matrix } from '../matrix.js';

/** [n, n]: row k is the orthonormal cosine of frequency k (the discrete cosine transform of type 2). */
export function cosineBasis(n: number): Matrix {
  const values = Float64Array.from({ length: n * n }, (_, at) => {
    const frequency = Math.floor(at / n);
    return Math.sqrt((frequency === 0 ? 1 : 2) / n) * cosineOfTurn((2 * (at % n) + 1) * frequency, 4 * n);
  });
  return { rows: n, columns: n, values };
}

/** The basis of days: cosines over the channels of a step, times cosines over the steps of a channel. [C T, C T], channel by channel. */
export function dayBasis(channels: number, steps: number): Matrix {
  const [over, along] = [cosineBasis(channels), cosineBasis(steps)];
  const size = channels * steps;
  const values = Float64Array.from({ length: size * size }, (_, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    return over.values[Math.floor(row / steps) * channels + Math.floor(column / steps)] * along.values[(row % steps) * steps + (column % steps)];
  });
  return { rows: size, columns: size, values };
}

export function transposed({ rows, columns, values }: Matrix): Matrix {
  return { rows: columns, columns: rows, values: Float64Array.from(values, (_, at) => values[(at % rows) * columns + Math.floor(at / rows)]) };
}

/** A run of frequencies, from the first to before the end. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

const LAST_BAND = 8;

/** The frequencies of n steps in octaves: 0, 1, 2 to 3, 4 to 7, and all from 8 on. */
export function octaves(n: number): readonly Band[] {
  const starts = [0, 1, 2, 4, LAST_BAND].filter((start) => start < n);
  return starts.map((from, k) => ({ from, to: k === starts.length - 1 ? n : starts[k + 1] }));
}
