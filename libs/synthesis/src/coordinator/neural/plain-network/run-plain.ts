import { parameterCount, type Layer, type Network } from '@commonward/networks/architectures';
import { plainLeakyRelu, plainSigmoid, plainTanh } from './activation.js';
import { biasedProduct } from './biased-product.js';
import { plainConditioning } from './conditioning.js';
import { plainConvolution, plainTransposedConvolution } from './convolution.js';
import { plainGru } from './gru.js';
import type { PlainRun, PlainStep } from './plain-step.js';

/**
 * Runs a network on one example, in double precision and with the same bits on every engine.
 *
 * It is the network that sites compute in float32 on their devices, with the same parameters in the same places: a replay repeats
 * this side alone.
 * @param parameters [parameterCount(network)]
 * @param input a row, as the first layer reads it
 */
export function runPlain(network: Network, parameters: Float64Array, input: Float64Array): PlainStep {
  const steps: { readonly step: PlainStep; readonly from: number; readonly to: number }[] = [];
  let [output, from] = [input, 0];
  for (const layer of network) {
    const to = from + parameterCount([layer]);
    const step = runLayer(layer, { input: output, parameters: parameters.subarray(from, to) });
    steps.push({ step, from, to });
    [output, from] = [step.output, to];
  }
  return {
    output,
    pullBack: (delta, gradient) => steps.reduceRight((slopes, { step, from: start, to }) => step.pullBack(slopes, gradient === null ? null : gradient.subarray(start, to)), delta),
  };
}

function runLayer(layer: Layer, run: PlainRun): PlainStep {
  switch (layer.kind) {
    case 'dense':
      return biasedProduct({ inputs: run.input, parameter: run.parameters, size: { rows: 1, inner: layer.inputs, columns: layer.outputs } });
    case 'convolution':
      return plainConvolution(layer, run);
    case 'transposed-convolution':
      return plainTransposedConvolution(layer.of, run);
    case 'gru':
      return plainGru(layer, run);
    case 'conditioning':
      return plainConditioning(layer, run);
    case 'leaky-relu':
      return plainLeakyRelu(run.input, layer.slope);
    case 'tanh':
      return plainTanh(run.input);
    case 'sigmoid':
      return plainSigmoid(run.input);
    default:
      return layer satisfies never;
  }
}
