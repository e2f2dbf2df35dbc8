import type { TableLayout } from '@commonward/schema';
import { exp } from '../../plan/deterministic-math.js';
import type { Matrix } from '../matrix.js';

/** Where the cells of each column lie. */
export type Heads = Pick<TableLayout, 'sizes' | 'offsets'>;

/** Each column's cells as shares that add up to 1: a softmax for each column. @param logits [pool, D] */
export function softmaxHeads(logits: Matrix, heads: Heads): Matrix {
  const shares = logits.values.slice();
  eachHead(logits, heads, (from, to) => {
    let largest = shares[from];
    for (let at = from + 1; at < to; at++) if (shares[at] > largest) largest = shares[at];
    let total = 0;
    for (let at = from; at < to; at++) total += shares[at] = exp(shares[at] - largest);
    for (let at = from; at < to; at++) shares[at] /= total;
  });
  return { ...logits, values: shares };
}

/** The gradient by the logits from that by the shares: share x (gradient - the head's mean gradient). */
export function throughSoftmax(shares: Matrix, gradient: Matrix, heads: Heads): Matrix {
  const result = new Float64Array(shares.values.length);
  eachHead(shares, heads, (from, to) => {
    let mean = 0;
    for (let at = from; at < to; at++) mean += shares.values[at] * gradient.values[at];
    for (let at = from; at < to; at++) result[at] = shares.values[at] * (gradient.values[at] - mean);
  });
  return { ...shares, values: result };
}

function eachHead({ rows, columns }: Matrix, { sizes, offsets }: Heads, visit: (from: number, to: number) => void): void {
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < sizes.length; j++) visit(row * columns + offsets[j], row * columns + offsets[j] + sizes[j]);
  }
}
