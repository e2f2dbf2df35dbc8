import { runLeakyRelu, runSigmoid, runTanh } from './activation.js';
import { runConditioning } from './conditioning.js';
import { runConvolution } from './convolution.js';
import { runDense } from './dense.js';
import { runGru } from './gru.js';
import type { Layer, Run, Step } from './layer.js';
import { runTransposedConvolution } from './transposed-convolution.js';

export function runLayer(layer: Layer, run: Run): Step {
  switch (layer.kind) {
    case 'dense':
      return runDense(run);
    case 'convolution':
      return runConvolution(layer, run);
    case 'transposed-convolution':
      return runTransposedConvolution(layer, run);
    case 'gru':
      return runGru(layer, run);
    case 'conditioning':
      return runConditioning(layer, run);
    case 'leaky-relu':
      return runLeakyRelu(layer, run.inputs);
    case 'tanh':
      return runTanh(run.inputs);
    case 'sigmoid':
      return runSigmoid(run.inputs);
    default:
      return layer satisfies never;
  }
}
