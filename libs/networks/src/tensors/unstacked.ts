import { getBackend, tensor2d, unstack, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';

/**
 * The matrices of a stack.
 *
 * A slice of the WebAssembly backend copies all of its source first, so there a stack would be copied as often as it has matrices:
 * it is read once, and cut here.
 * @param stack [count, rows, columns]
 */
export function unstacked(stack: Tensor3D): Tensor2D[] {
  return getBackend() === 'wasm' ? cutHere(stack) : (unstack(stack) as Tensor2D[]);
}

function cutHere(stack: Tensor3D): Tensor2D[] {
  const [count, rows, columns] = stack.shape;
  const values = stack.dataSync<'float32'>();
  const size = rows * columns;
  return Array.from({ length: count }, (_, at) => tensor2d(values.subarray(at * size, (at + 1) * size), [rows, columns]));
}
