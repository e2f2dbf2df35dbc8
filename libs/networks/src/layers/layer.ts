import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { LeakyRelu, Sigmoid, Tanh } from './activation.js';
import type { Conditioning } from './conditioning.js';
import type { Convolution } from './convolution.js';
import type { Dense } from './dense.js';
import type { Gru } from './gru.js';
import type { TransposedConvolution } from './transposed-convolution.js';

/**
 * One layer, as data. Between layers an example is a row of numbers; a layer that sees an image reads the row as [height, width,
 * channels], one that sees a series as [steps, channels].
 *
 * None of them looks at more than one example at a time: there are no statistics of a batch, so what an example does to a
 * gradient is its own.
 */
export type Layer = Dense | Convolution | TransposedConvolution | Gru | Conditioning | LeakyRelu | Tanh | Sigmoid;

/** What a layer, or a whole network, is run on. */
export interface Run {
  /** [B, features] */
  readonly inputs: Tensor2D;
  /** One matrix for each of the shapes in `parameter-shapes.ts`. */
  readonly parameters: readonly Tensor2D[];
}

/** What came out, and the way back. Everything in it lives as long as the `tidy` that it was run in. */
export interface Step {
  /** [B, features] */
  readonly outputs: Tensor2D;
  /** @param deltas what the loss of each example changes by with each of its outputs, [B, features] */
  readonly pullBack: (deltas: Tensor2D) => PulledBack;
}

export interface PulledBack {
  /** For each parameter, in order. */
  readonly factors: readonly Factors[];
  /** What the loss of each example changes by with each of its inputs, [B, features]; computed only when asked for. */
  readonly inputs: () => Tensor2D;
}

/**
 * The gradient of one parameter matrix for each example b, not multiplied out: sum over positions p of
 * inputs[b, p] (outer product) deltas[b, p].
 *
 * A dense layer has one position, a convolution one for each place of its kernel, a recurrent layer one for each step. The bias
 * is the weight of an input that is always 1, so it is among the factors like every other weight and cannot be forgotten.
 */
export interface Factors {
  /** [B, positions, rows of the parameter] */
  readonly inputs: Tensor3D;
  /** [B, positions, columns of the parameter] */
  readonly deltas: Tensor3D;
}
