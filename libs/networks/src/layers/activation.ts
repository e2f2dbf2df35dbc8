import { greater, leakyRelu, mul, sigmoid, square, sub, tanh, where, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Step } from './layer.js';

export interface LeakyRelu {
  readonly kind: 'leaky-relu';
  /** What numbers below zero are multiplied by; above 0, so that the sign of an output is that of its input. */
  readonly slope: number;
}

export interface Tanh {
  readonly kind: 'tanh';
}

export interface Sigmoid {
  readonly kind: 'sigmoid';
}

export function runLeakyRelu({ slope }: LeakyRelu, inputs: Tensor2D): Step {
  const outputs = leakyRelu(inputs, slope);
  return elementwise(outputs, (deltas) => where(greater(outputs, 0), deltas, mul(deltas, slope)));
}

export function runTanh(inputs: Tensor2D): Step {
  const outputs = tanh(inputs);
  return elementwise(outputs, (deltas) => mul(deltas, sub(1, square(outputs))));
}

export function runSigmoid(inputs: Tensor2D): Step {
  const outputs = sigmoid(inputs);
  return elementwise(outputs, (deltas) => mul(deltas, mul(outputs, sub(1, outputs))));
}

function elementwise(outputs: Tensor2D, back: (deltas: Tensor2D) => Tensor2D): Step {
  return { outputs, pullBack: (deltas) => ({ factors: [], inputs: () => back(deltas) }) };
}
