import { LARGEST_VARIANCE } from './training-plan.js';

/** A block of a released vector that is clipped by itself. */
export interface Layer {
  readonly length: number;
  /** How far one unit of privacy moves the block at most, in L2 distance, in grid steps: its sensitivity under the plan's adjacency. */
  readonly sensitivity: number;
  /** What one squared step of error in one coordinate of this block costs, against the other blocks; above 0. */
  readonly weight: number;
}

/**
 * The noise variance of each layer, in squared grid steps, that makes the weighted squared error least for a given rho.
 *
 * The error is sum over layers of weight length variance, the cost rho = sum of sensitivity^2 / (2 variance). By the
 * Cauchy-Schwarz inequality error times cost is at least (sum of sensitivity sqrt(weight length))^2 / 2, with equality where
 * every variance is proportional to sensitivity / sqrt(weight length).
 *
 * Guarantee: the cost is at most rho. The optimum is rounded up to an integer above it, so that no error of rounding can take
 * the cost past rho; from variances of a thousand on, that gives away less than a thousandth of it.
 * @param rho zCDP parameter, above 0
 * @throws RangeError if a number is not positive, or a variance exceeds 2^40
 */
export function layerVariances(layers: readonly Layer[], rho: number): readonly number[] {
  checkPositive('rho', rho);
  layers.forEach(({ length, sensitivity, weight }, l) => {
    checkPositive(`layers[${l}].length`, length);
    checkPositive(`layers[${l}].sensitivity`, sensitivity);
    checkPositive(`layers[${l}].weight`, weight);
  });
  const importance = layers.map(({ length, weight }) => Math.sqrt(weight * length));
  const total = layers.reduce((sum, { sensitivity }, l) => sum + sensitivity * importance[l], 0);
  return layers.map(({ sensitivity }, l) => {
    const variance = Math.floor((sensitivity * total) / (2 * rho * importance[l])) + 1;
    if (variance > LARGEST_VARIANCE) throw new RangeError(`layers[${l}] needs a variance of ${variance}, above ${LARGEST_VARIANCE}`);
    return variance;
  });
}

function checkPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be a finite number above 0, but it is ${value}`);
}
