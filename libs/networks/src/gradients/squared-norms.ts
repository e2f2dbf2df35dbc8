import { add, mul, pad, reshape, square, sum, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Factors } from '../layers/layer.js';
import { timesTransposed, transposedTimes } from '../tensors/matrix.js';

/**
 * The squared L2 norm of each example's gradient of one parameter, without multiplying the gradient out where that costs more.
 *
 * With one position |u (outer) d|^2 = |u|^2 |d|^2. With P of them it is the sum over all pairs of (u_p . u_q)(d_p . d_q): two
 * matrices of P^2 numbers, where the gradient has rows * columns. The cheaper one of both is taken.
 * @returns [B]
 * @see Goodfellow 2015, arXiv:1510.01799; Li et al. 2021, arXiv:2110.05679
 */
export function squaredNorms(factors: Factors): Tensor1D {
  const [batch, positions, rows] = factors.inputs.shape;
  const columns = factors.deltas.shape[2];
  if (positions === 1) return mul(squaredLengths(factors.inputs), squaredLengths(factors.deltas));
  if (2 * positions * positions >= rows * columns) return sum(sum(square(multipliedOut(factors)), 2), 1);
  const pairs: Tensor3D = mul(gram(factors.inputs), gram(factors.deltas));
  return reshape(sum(sum(pairs, 2), 1), [batch]);
}

/** Each example's gradient, [B, rows, columns]. */
function multipliedOut({ inputs, deltas }: Factors): Tensor3D {
  return transposedTimes(inputs, deltas);
}

function gram(vectors: Tensor3D): Tensor3D {
  return timesTransposed(vectors, vectors);
}

/** Of the one vector of each example, [B]. */
function squaredLengths(vectors: Tensor3D): Tensor1D {
  const [batch, , size] = vectors.shape;
  return rowSums(square(reshape(vectors, [batch, size])));
}

/** More than this many float32 numbers are not added up one after the other, as the WebAssembly backend does: the error grows with each. */
const RUN = 256;

function rowSums(rows: Tensor2D): Tensor1D {
  const [batch, size] = rows.shape;
  if (size <= RUN) return sum(rows, 1);
  const runs = Math.ceil(size / RUN);
  const filled = pad(rows, [[0, 0], [0, runs * RUN - size]]);
  return sum(sum(reshape(filled, [batch, runs, RUN]), 2), 1);
}

/** The sum of all. @param parts at least one */
export function total(parts: readonly Tensor1D[]): Tensor1D {
  return parts.reduce((sumSoFar, part) => add(sumSoFar, part));
}
