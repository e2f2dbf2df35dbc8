import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Layer, PulledBack, Run, Step } from './layers/layer.js';
import { parameterShapes, type ParameterShape } from './layers/parameter-shapes.js';
import { runLayer } from './layers/run-layer.js';

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

/** The parameters on the device; the vector holds them one after the other, row by row. To be called in a `tidy`. */
export function parametersOf(network: Network, vector: Float32Array): Tensor2D[] {
  let start = 0;
  return shapesOf(network).map(([rows, columns]) => {
    const end = start + rows * columns;
    const matrix = tensor2d(vector.subarray(start, end), [rows, columns]);
    start = end;
    return matrix;
  });
}

/** Runs all layers. To be called in a `tidy`, because what the way back needs is kept until then. */
export function runNetwork(network: Network, { inputs, parameters }: Run): Step {
  const steps: Step[] = [];
  let outputs = inputs;
  let at = 0;
  for (const layer of network) {
    const count = parameterShapes(layer).length;
    const step = runLayer(layer, { inputs: outputs, parameters: parameters.slice(at, at + count) });
    steps.push(step);
    outputs = step.outputs;
    at += count;
  }
  return { outputs, pullBack: (deltas) => pullBackAll(steps, deltas) };
}

function pullBackAll(steps: readonly Step[], deltas: Tensor2D): PulledBack {
  let pulled: PulledBack = { factors: [], inputs: () => deltas };
  for (const step of steps.toReversed()) {
    const earlier = step.pullBack(pulled.inputs());
    pulled = { factors: [...earlier.factors, ...pulled.factors], inputs: earlier.inputs };
  }
  return pulled;
}
