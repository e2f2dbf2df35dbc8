import { tensor2d, type Tensor2D } from '@tensorflow/tfjs-core';
import type { PulledBack, Run, Step } from './layers/layer.js';
import { shapesOf, type Network } from './layers/network-shapes.js';
import { parameterShapes } from './layers/parameter-shapes.js';
import { runLayer } from './layers/run-layer.js';

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
