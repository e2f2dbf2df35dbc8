import type { Layer } from './layer.js';
import { parameterShapes, type ParameterShape } from './parameter-shapes.js';

/** Layers, each of which takes what the one before gives. A network holds no numbers: its parameters are a vector of their own. */
export type Network = readonly Layer[];

/** The parameters of a network, layer by layer. */
export function shapesOf(network: Network): readonly ParameterShape[] {
  return network.flatMap(parameterShapes);
}

/** How many numbers the parameters are. */
export function parameterCount(network: Network): number {
  return shapesOf(network).reduce((sum, [rows, columns]) => sum + rows * columns, 0);
}
