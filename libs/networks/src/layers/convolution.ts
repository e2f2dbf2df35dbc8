import { reshape, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { placesOf, type KernelGeometry } from '../tensors/kernel-geometry.js';
import { product, weightsOf, withOne } from '../tensors/matrix.js';
import { patches } from '../tensors/patches.js';
import { spread } from '../tensors/spread.js';
import type { Run, Step } from './layer.js';

/**
 * A kernel that moves over an image, or over a series where the height is 1.
 *
 * Its parameter is [channels * kernel height * kernel width + 1, filters], rows in this order; the last row is the bias.
 */
export interface Convolution extends KernelGeometry {
  readonly kind: 'convolution';
}

export function runConvolution(layer: Convolution, { inputs, parameters: [parameter] }: Run): Step {
  const batch = inputs.shape[0];
  const [down, right] = placesOf(layer);
  const biased = withOne(patches(inputs, layer));
  const byPlace = (rows: Tensor2D): Tensor3D => reshape(rows, [batch, down * right, rows.size / (batch * down * right)]);
  return {
    outputs: reshape(product(biased, parameter), [batch, down * right * layer.filters]),
    pullBack: (deltas) => ({
      factors: [{ inputs: byPlace(biased), deltas: byPlace(deltas) }],
      inputs: () => spread(deltas, weightsOf(parameter), layer),
    }),
  };
}
