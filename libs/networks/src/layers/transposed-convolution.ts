import { add, ones, reshape, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { patchSize, placesOf, type KernelGeometry } from '../tensors/kernel-geometry.js';
import { product } from '../tensors/matrix.js';
import { patches } from '../tensors/patches.js';
import { spread } from '../tensors/spread.js';
import type { Run, Step } from './layer.js';

/**
 * The way back of a convolution, as a layer of a generator: from [places * filters] to [height * width * channels].
 *
 * Its parameters are the kernel, [channels * kernel height * kernel width, filters], and a bias for each channel, [1, channels].
 */
export interface TransposedConvolution {
  readonly kind: 'transposed-convolution';
  readonly of: KernelGeometry;
}

export function runTransposedConvolution({ of }: TransposedConvolution, { inputs, parameters: [kernel, bias] }: Run): Step {
  const batch = inputs.shape[0];
  const [down, right] = placesOf(of);
  const { height, width, channels, filters } = of;
  const byPixel = (rows: Tensor2D): Tensor3D => reshape(rows, [batch, height * width, channels]);
  return {
    outputs: reshape(add(byPixel(spread(inputs, kernel, of)), reshape(bias, [1, 1, channels])), [batch, height * width * channels]),
    pullBack: (deltas) => {
      const taken = patches(deltas, of);
      return {
        factors: [
          { inputs: reshape(taken, [batch, down * right, patchSize(of)]), deltas: reshape(inputs, [batch, down * right, filters]) },
          { inputs: ones([batch, height * width, 1]), deltas: byPixel(deltas) },
        ],
        inputs: () => reshape(product(taken, kernel), [batch, down * right * filters]),
      };
    },
  };
}
