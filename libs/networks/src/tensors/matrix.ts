import { matMul, pad, reshape, slice, transpose, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';

/**
 * The product of two matrices, on every backend by its fast kernel.
 *
 * The WebAssembly backend multiplies transposed matrices with a plain loop, fifteen times slower: transpose first, and never
 * use the flags of `matMul`.
 */
export function product(a: Tensor2D, b: Tensor2D): Tensor2D {
  return matMul(a, b);
}

export function transposed(matrix: Tensor2D): Tensor2D {
  return transpose(matrix);
}

/** A last column of ones: the input whose weight is the bias. */
export function withOne(rows: Tensor2D): Tensor2D {
  return pad(rows, [[0, 0], [0, 1]], 1);
}

/** A parameter without its last row, the bias. */
export function weightsOf(parameter: Tensor2D): Tensor2D {
  return slice(parameter, [0, 0], [parameter.shape[0] - 1, parameter.shape[1]]);
}

/** Rows of single positions, [B, 1, n]. */
export function onePosition(rows: Tensor2D): Tensor3D {
  return reshape(rows, [rows.shape[0], 1, rows.shape[1]]);
}
