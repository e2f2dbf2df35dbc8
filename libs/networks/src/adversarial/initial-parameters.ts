import { shapesOf, type Network } from '../network.js';

/**
 * Weights to begin with: uniform, with a variance of one over the number of inputs; biases begin at zero.
 *
 * @param uniform draws from [0, 1)
 * @see LeCun et al. 1998, Efficient BackProp, section 4.6
 */
export function initialParameters(network: Network, uniform: () => number): Float32Array {
  const weights = shapesOf(network).flatMap(([rows, columns]) => {
    const reach = Math.sqrt(3 / rows);
    return Array.from({ length: rows * columns }, (_, at) => (at < (rows - 1) * columns ? reach * (2 * uniform() - 1) : 0));
  });
  return Float32Array.from(weights);
}
