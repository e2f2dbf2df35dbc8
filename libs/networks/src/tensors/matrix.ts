import { getBackend, matMul, pad, reshape, slice, transpose, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { unstacked } from './unstacked.js';

/** The product of two matrices, on every backend by its fast kernel. */
export function product(a: Tensor2D, b: Tensor2D): Tensor2D {
  return matMul(a, b);
}

/** The transpose of a times b, of two matrices or of each of two stacks. */
export function transposedTimes<T extends Tensor2D | Tensor3D>(a: T, b: T): T {
  return hasTransposingKernel() ? matMul(a, b, true, false) : matMul(swapped(a), b);
}

/** a times the transpose of b, of two matrices or of each of two stacks. */
export function timesTransposed<T extends Tensor2D | Tensor3D>(a: T, b: T): T {
  return hasTransposingKernel() ? matMul(a, b, false, true) : matMul(a, swapped(b));
}

/** What multiplies with the transpose of the weights, again and again. */
export function backThrough(weights: Tensor2D): (deltas: Tensor2D) => Tensor2D {
  const turned = swapped(weights);
  return (deltas) => product(deltas, turned);
}

/** The transpose of each matrix of a stack times the one of the other stack, each as a product of its own. */
export function separateProducts(a: Tensor3D, b: Tensor3D): Tensor2D[] {
  const multiply: typeof product = hasTransposingKernel() ? transposedTimes : product;
  const [left, right] = [hasTransposingKernel() ? a : swapped(a), b].map(unstacked);
  return left.map((each, at) => multiply(each, right[at]));
}

/**
 * TensorFlow reads a matrix in either direction; the others would multiply with a plain loop, on WebAssembly fifteen times slower than
 * transposing first.
 */
const hasTransposingKernel = (): boolean => getBackend() === 'tensorflow';

const swapped = <T extends Tensor2D | Tensor3D>(matrices: T): T => transpose(matrices, matrices.rank === 2 ? [1, 0] : [0, 2, 1]);

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
