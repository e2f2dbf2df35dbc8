import { add, concat, div, maximum, mul, neg, onesLike, reshape, slice, sqrt, square, sub, sum, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Run } from '../layers/layer.js';
import type { Network } from '../layers/network-shapes.js';
import { runNetwork } from '../network.js';
import { gradientSum } from './clipped-gradient-sum.js';

/** How far apart two points are at which slopes are compared, in units of the inputs. */
const APART = 0.02;
const LEAST = 1e-6;

/**
 * The sum over a batch of the gradient of half the squared slope of the output by its inputs: what keeps a discriminator from growing
 * steep at the real examples.
 *
 * By the chain rule it is how the gradient of the output changes as the example moves along the slope, so it takes the way back at two
 * points near each example, and no second derivative. Exact but for terms of the square of the distance.
 * @param inputs [B, features]; only the first `sloped` of them move, the others, a class, stay as they are
 * @returns the sum for each parameter
 * @see Mescheder, Geiger, Nowozin 2018, arXiv:1801.04406, equation 9
 */
export function slopePenaltySum(network: Network, { inputs, parameters, sloped }: Run & { readonly sloped: number }): Tensor2D[] {
  const [batch, features] = inputs.shape;
  const here = runNetwork(network, { inputs, parameters });
  const slope = slice(here.pullBack(onesLike(here.outputs)).inputs(), [0, 0], [batch, sloped]);
  const length: Tensor2D = maximum(reshape(sqrt(sum(square(slope), 1)), [batch, 1]), LEAST);
  const [moving, staying] = [slice(inputs, [0, 0], [batch, sloped]), slice(inputs, [0, sloped], [batch, features - sloped])];
  const shift: Tensor2D = mul(div(slope, length), APART / 2);
  const both: Tensor2D = concat([concat([add(moving, shift), staying], 1), concat([sub(moving, shift), staying], 1)], 0);
  const near = runNetwork(network, { inputs: both, parameters });
  const share: Tensor2D = div(length, APART);
  return gradientSum(near.pullBack(concat([share, neg(share)], 0)).factors);
}
