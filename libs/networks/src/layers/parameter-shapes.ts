import { patchSize } from '../tensors/kernel-geometry.js';
import type { Layer } from './layer.js';

/** [rows, columns] of a parameter. */
export type ParameterShape = readonly [number, number];

/** The parameters of a layer, in the order in which it takes them. */
export function parameterShapes(layer: Layer): readonly ParameterShape[] {
  switch (layer.kind) {
    case 'dense':
      return [[layer.inputs + 1, layer.outputs]];
    case 'convolution':
      return [[patchSize(layer) + 1, layer.filters]];
    case 'transposed-convolution':
      return [[patchSize(layer.of), layer.of.filters], [1, layer.of.channels]];
    case 'gru':
      return [[layer.channels + 1, 3 * layer.units], [layer.units + 1, 3 * layer.units]];
    case 'conditioning':
      return [[layer.classes, layer.positions * layer.added]];
    case 'leaky-relu':
    case 'tanh':
    case 'sigmoid':
      return [];
    default:
      return layer satisfies never;
  }
}
