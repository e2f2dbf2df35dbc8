import type { TableLayout } from '@commonward/schema';
import { exp } from '../plan/deterministic-math.js';
import type { Uniform } from './public-randomness.js';

interface Draw {
  readonly layout: TableLayout;
  readonly rows: number;
  /** [D] log weight of each cell within its column */
  readonly logBase: Float64Array;
  readonly uniform: Uniform;
}

/** Columns drawn each by itself, its cells as near to their shares as whole records allow, in random order. */
export function independentRecords({ layout, rows, logBase, uniform }: Draw): Uint8Array {
  const columns = layout.sizes.length;
  const codes = new Uint8Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    const drawn = evenDraws(logBase.subarray(layout.offsets[j], layout.offsets[j + 1]), rows, uniform);
    drawn.forEach((cell, row) => (codes[row * columns + j] = cell));
  }
  return codes;
}

function evenDraws(logShares: Float64Array, rows: number, uniform: Uniform): Uint8Array {
  const shares = logShares.map(exp);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const drawn = new Uint8Array(rows);
  const last = shares.findLastIndex((share) => share > 0);
  let cell = 0;
  let upTo = shares[0];
  for (let row = 0; row < rows; row++) {
    const point = ((row + uniform()) / rows) * total;
    while (point >= upTo && cell < last) upTo += shares[++cell];
    drawn[row] = cell;
  }
  return shuffled(drawn, uniform);
}

function shuffled(values: Uint8Array, uniform: Uniform): Uint8Array {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    [values[last], values[other]] = [values[other], values[last]];
  }
  return values;
}
