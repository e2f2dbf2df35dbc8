import { div, minimum, mul, reshape, sqrt, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Factors } from '../layers/layer.js';
import { transposedTimes } from '../tensors/matrix.js';
import { squaredNorms, total } from './squared-norms.js';

/** To what each example's gradient is shortened, L2 norms in units of the gradient. */
export type Clipping =
  /** The whole gradient to one norm. */
  | { readonly kind: 'flat'; readonly norm: number }
  /** The gradient of each parameter to a norm of its own, in order. */
  | { readonly kind: 'layer-wise'; readonly norms: readonly number[] };

/**
 * The sum over a batch of each example's gradient, shortened to the clipping norm; no example's gradient is ever multiplied out for it.
 *
 * In float32, so it holds the norm but for rounding, and no promise about records rests on it: what leaves a site is clipped
 * again, in integers, by `libs/privacy`.
 * @param factors one for each parameter
 * @returns the sum for each parameter
 */
export function clippedGradientSum(factors: readonly Factors[], clipping: Clipping): Tensor2D[] {
  const norms = factors.map(squaredNorms);
  switch (clipping.kind) {
    case 'flat': {
      const shares = sharesKept(total(norms), clipping.norm);
      return factors.map((each) => weightedSum(each, shares));
    }
    case 'layer-wise':
      return factors.map((each, l) => weightedSum(each, sharesKept(norms[l], clipping.norms[l])));
    default:
      return clipping satisfies never;
  }
}

/** The sum over a batch of each example's gradient as it is. */
export function gradientSum(factors: readonly Factors[]): Tensor2D[] {
  return factors.map(({ inputs, deltas }) => transposedTimes(rowsOf(inputs), rowsOf(deltas)));
}

/** min(1, norm / length): 1 for a gradient of zero. */
function sharesKept(squared: Tensor1D, norm: number): Tensor1D {
  return minimum(1, div(norm, sqrt(squared)));
}

function weightedSum({ inputs, deltas }: Factors, shares: Tensor1D): Tensor2D {
  const kept = mul(deltas, reshape(shares, [shares.shape[0], 1, 1]));
  return transposedTimes(rowsOf(inputs), rowsOf(kept as Factors['deltas']));
}

/** All positions of all examples below one another. */
function rowsOf(vectors: Factors['inputs']): Tensor2D {
  const [batch, positions, size] = vectors.shape;
  return reshape(vectors, [batch * positions, size]);
}
