import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Factors } from '../layers/layer.js';
import type { Network } from '../layers/network-shapes.js';

/**
 * The half that makes synthetic examples. It never sees a real one: it learns from the discriminator alone.
 *
 * @typeParam Drawn how examples are handed out
 */
export interface Generator<Drawn> {
  readonly network: Network;
  /** Makes one example of each class. To be called in a `tidy`. @param weights of `network` */
  readonly generate: (classes: readonly number[], weights: Float32Array) => Generated;
  /** @param rows as they were made, one after the other, without their classes */
  readonly read: (rows: Float32Array) => Drawn;
}

export interface Generated {
  /** What a discriminator reads beside the class, [B, features]. */
  readonly rows: Tensor2D;
  /** From what the loss changes by with each number of `rows` to the gradients of the generator's parameters. */
  readonly pullBack: (ofRows: Tensor2D) => readonly Factors[];
}
