import { conv2d, pad, reshape, reverse, slice, transpose, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { placesOf, type KernelGeometry } from './kernel-geometry.js';

/**
 * Lays a weighted kernel down at every place and adds up where kernels overlap: the adjoint of taking patches and multiplying
 * them with `weights`. It is the way back through a convolution, and the way forward through a transposed one.
 *
 * Pixels whose distance from each other is a multiple of the stride are reached by the same taps, so the kernel is cut into one
 * small kernel for each remainder, and all of them slide over the places at once, one at a time. No zero is multiplied but
 * those that fill the kernel up to a multiple of the stride.
 * @param values [B, places * filters]
 * @param weights [channels * kernel height * kernel width, filters]
 * @returns [B, height * width * channels]
 */
export function spread(values: Tensor2D, weights: Tensor2D, geometry: KernelGeometry): Tensor2D {
  const { height, width, channels, stride, filters } = geometry;
  const batch = values.shape[0];
  const [down, right] = placesOf(geometry);
  const [tapsDown, tapsRight] = tapsOf(geometry);
  const places: Tensor4D = reshape(values, [batch, down, right, filters]);
  const around = pad(places, [[0, 0], [tapsDown - 1, tapsDown - 1], [tapsRight - 1, tapsRight - 1], [0, 0]]);
  const blocks = conv2d(around, remainderKernels(weights, geometry), 1, 'valid');
  const [blocksDown, blocksRight] = [down + tapsDown - 1, right + tapsRight - 1];
  const apart = reshape(blocks, [batch, blocksDown, blocksRight, stride[0], stride[1], channels]);
  const pixels: Tensor4D = reshape(transpose(apart, [0, 1, 3, 2, 4, 5]), [batch, blocksDown * stride[0], blocksRight * stride[1], channels]);
  return reshape(withoutPadding(pixels, geometry), [batch, height * width * channels]);
}

/** How many taps of the kernel reach a pixel along each axis, at most. */
function tapsOf({ kernel, stride }: KernelGeometry): [number, number] {
  return [Math.ceil(kernel[0] / stride[0]), Math.ceil(kernel[1] / stride[1])];
}

/** [taps down, taps right, filters, remainders * channels]; turned round, because `conv2d` correlates. */
function remainderKernels(weights: Tensor2D, geometry: KernelGeometry): Tensor4D {
  const { channels, kernel, stride, filters } = geometry;
  const [down, right] = tapsOf(geometry);
  const whole = reshape(weights, [channels, kernel[0], kernel[1], filters]);
  const filled = pad(whole, [[0, 0], [0, down * stride[0] - kernel[0]], [0, right * stride[1] - kernel[1]], [0, 0]]);
  const cut = reverse(reshape(filled, [channels, down, stride[0], right, stride[1], filters]), [1, 3]);
  return reshape(transpose(cut, [1, 3, 5, 2, 4, 0]), [down, right, filters, stride[0] * stride[1] * channels]);
}

/** The last rows and columns may lie beyond every place of the kernel: they get zeros. */
function withoutPadding(pixels: Tensor4D, { height, width, channels, padding }: KernelGeometry): Tensor4D {
  const [batch, down, right] = pixels.shape;
  const missing = [Math.max(0, height + padding[0] - down), Math.max(0, width + padding[1] - right)];
  const enough = pad(pixels, [[0, 0], [0, missing[0]], [0, missing[1]], [0, 0]]);
  return slice(enough, [0, padding[0], padding[1], 0], [batch, height, width, channels]);
}
