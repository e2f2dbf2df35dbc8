import { tidy, transpose } from '@tensorflow/tfjs-core';
import type { Factors } from '../layers/layer.js';
import { unstacked } from '../tensors/unstacked.js';
import { product } from '../tensors/matrix.js';

/** The gradients of a batch, each multiplied out only when it is asked for. */
export interface ExampleGradients {
  /**
   * Writes the gradient of one example, all parameters one after the other, row by row.
   *
   * @param target [parameter count]
   */
  readonly write: (example: number, target: Float32Array) => void;
}

type Writer = (example: number, target: Float32Array) => void;

/**
 * Takes the gradients of a batch off the device.
 *
 * A gradient of one position is kept as its two vectors and multiplied out here, because that is a thousandth of the numbers; one
 * of several positions is multiplied out on the device, example by example, so that each is a product of its own.
 */
export function exampleGradients(factors: readonly Factors[]): ExampleGradients {
  let start = 0;
  const writers = factors.map((each) => {
    const writer = each.inputs.shape[1] === 1 ? outerWriter(each, start) : productWriter(each, start);
    start += each.inputs.shape[2] * each.deltas.shape[2];
    return writer;
  });
  return { write: (example, target) => writers.forEach((writer) => writer(example, target)) };
}

function outerWriter({ inputs, deltas }: Factors, start: number): Writer {
  const [rows, columns] = [inputs.shape[2], deltas.shape[2]];
  const [left, right] = [inputs.dataSync<'float32'>(), deltas.dataSync<'float32'>()];
  return (example, target) => {
    for (let row = 0, at = start; row < rows; row++) {
      const factor = left[example * rows + row];
      for (let column = 0; column < columns; column++, at++) target[at] = factor * right[example * columns + column];
    }
  };
}

function productWriter({ inputs, deltas }: Factors, start: number): Writer {
  const products: Float32Array[] = [];
  tidy(() => {
    const [left, right] = [transpose(inputs, [0, 2, 1]), deltas].map(unstacked);
    left.forEach((each, example) => products.push(product(each, right[example]).dataSync<'float32'>()));
  });
  return (example, target) => target.set(products[example], start);
}
