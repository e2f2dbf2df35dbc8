import type { Matrix } from '../matrix.js';
import { matrixProduct, transposed } from './product.js';

/** Outputs are inputs x weights + bias. */
export interface DenseLayer {
  /** [inputs, outputs] */
  readonly weights: Matrix;
  /** [outputs] */
  readonly bias: Float64Array;
}

/** What each layer was given on the way forward, and what the last one gave. */
export interface Pass {
  /** one [pool, inputs] for each layer */
  readonly inputs: readonly Matrix[];
  /** [pool, outputs of the last layer] */
  readonly output: Matrix;
}

/** What is left of a hidden value below zero; it lets a gradient through everywhere. */
const LEAK = 0.2;

/** How many parameters layers of these widths have, from the first inputs to the last outputs. */
export function parametersOf(widths: readonly number[]): number {
  return widths.slice(1).reduce((sum, outputs, l) => sum + (widths[l] + 1) * outputs, 0);
}

/** Views of the parameters, layer after layer: weights, then bias. A change of one is a change of the other. */
export function layersOf(parameters: Float64Array, widths: readonly number[]): readonly DenseLayer[] {
  let at = 0;
  const next = (length: number) => parameters.subarray(at, (at += length));
  return widths.slice(1).map((outputs, l) => ({ weights: { rows: widths[l], columns: outputs, values: next(widths[l] * outputs) }, bias: next(outputs) }));
}

/** Through all layers, with leaky rectifiers between them. */
export function forward(layers: readonly DenseLayer[], first: Matrix): Pass {
  const inputs = [first];
  for (const layer of layers.slice(0, -1)) inputs.push(rectified(outputOf(layer, inputs[inputs.length - 1])));
  return { inputs, output: outputOf(layers[layers.length - 1], inputs[inputs.length - 1]) };
}

/**
 * The gradient by every parameter, into layers that view it, from the gradient by the output.
 *
 * @param output [pool, outputs of the last layer]
 */
export function backward(layers: readonly DenseLayer[], { inputs }: Pass, { output, into }: { readonly output: Matrix; readonly into: readonly DenseLayer[] }): void {
  let gradient = output;
  for (let l = layers.length - 1; l >= 0; l--) {
    into[l].weights.values.set(matrixProduct(transposed(inputs[l]), gradient).values);
    into[l].bias.set(columnSums(gradient));
    if (l > 0) gradient = throughRectifier(matrixProduct(gradient, transposed(layers[l].weights)), inputs[l]);
  }
}

function outputOf({ weights, bias }: DenseLayer, input: Matrix): Matrix {
  const output = matrixProduct(input, weights);
  const { rows, columns, values } = output;
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) values[i * columns + j] += bias[j];
  return output;
}

function rectified(matrix: Matrix): Matrix {
  const { values } = matrix;
  for (let at = 0; at < values.length; at++) if (values[at] < 0) values[at] *= LEAK;
  return matrix;
}

/** A value that was rectified has the sign that it had before. */
function throughRectifier(gradient: Matrix, { values: after }: Matrix): Matrix {
  const { values } = gradient;
  for (let at = 0; at < values.length; at++) if (after[at] < 0) values[at] *= LEAK;
  return gradient;
}

export function columnSums({ rows, columns, values }: Matrix): Float64Array {
  const sums = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[j] += values[i * columns + j];
  return sums;
}
