import { concat, reshape, slice, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { onePosition, product, timesTransposed } from '../tensors/matrix.js';
import type { Run, Step } from './layer.js';

/**
 * Tells a network of which class an example is to be: what is learnt for the class lies beside the example at every position.
 *
 * The row of an example ends in its class, one-hot over closed, public classes. Its parameter is [classes, positions * added]: one
 * row for each class, and no bias, which would be the same as another number in every row.
 */
export interface Conditioning {
  readonly kind: 'conditioning';
  /** Pixels of an image, steps of a series; 1 for a row of a table. */
  readonly positions: number;
  readonly channels: number;
  readonly classes: number;
  /** Channels that are added to each position. */
  readonly added: number;
}

export function runConditioning({ positions, channels, classes, added }: Conditioning, { inputs, parameters: [embedding] }: Run): Step {
  const batch = inputs.shape[0];
  const oneHot = slice(inputs, [0, positions * channels], [batch, classes]);
  const example: Tensor3D = reshape(slice(inputs, [0, 0], [batch, positions * channels]), [batch, positions, channels]);
  const learnt: Tensor3D = reshape(product(oneHot, embedding), [batch, positions, added]);
  return {
    outputs: reshape(concat([example, learnt], 2), [batch, positions * (channels + added)]),
    pullBack: (deltas) => {
      const byPosition: Tensor3D = reshape(deltas, [batch, positions, channels + added]);
      const ofLearnt: Tensor2D = reshape(slice(byPosition, [0, 0, channels], [batch, positions, added]), [batch, positions * added]);
      const ofExample = slice(byPosition, [0, 0, 0], [batch, positions, channels]);
      return {
        factors: [{ inputs: onePosition(oneHot), deltas: onePosition(ofLearnt) }],
        inputs: () => concat([reshape(ofExample, [batch, positions * channels]), timesTransposed(ofLearnt, embedding)], 1),
      };
    },
  };
}
