import type { Layer } from './layer.js';
import type { Network } from './network-shapes.js';
import { parameterShapes, type ParameterShape } from './parameter-shapes.js';

/**
 * Weights to begin with: uniform, with a variance of one over the numbers that are added up in one output; biases begin at zero.
 *
 * @param uniform draws from [0, 1)
 * @see LeCun et al. 1998, Efficient BackProp, section 4.6
 */
export function initialParameters(network: Network, uniform: () => number): Float32Array {
  return Float32Array.from(network.flatMap((layer) => ofLayer(layer, uniform)));
}

function ofLayer(layer: Layer, uniform: () => number): number[] {
  const shapes = parameterShapes(layer);
  const weights = ([rows, columns]: ParameterShape, inputs: number) => Array.from({ length: rows * columns }, () => Math.sqrt(3 / inputs) * (2 * uniform() - 1));
  switch (layer.kind) {
    case 'dense':
    case 'convolution':
    case 'gru':
      return shapes.flatMap(([rows, columns]) => [...weights([rows - 1, columns], rows), ...zeros(columns)]);
    case 'transposed-convolution': {
      const [kernel, [, channels]] = shapes;
      const taps = layer.of.kernel.map((length, axis) => Math.ceil(length / layer.of.stride[axis]));
      return [...weights(kernel, layer.of.filters * taps[0] * taps[1]), ...zeros(channels)];
    }
    case 'conditioning':
      return weights(shapes[0], layer.classes);
    case 'leaky-relu':
    case 'tanh':
    case 'sigmoid':
      return [];
    default:
      return layer satisfies never;
  }
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0);
