import type { Conditioning } from '@commonward/networks/architectures';
import type { PlainRun, PlainStep } from './plain-step.js';
import { addProduct, addToLeft, addToRight } from './products.js';

export function plainConditioning(layer: Conditioning, { input, parameters: embedding }: PlainRun): PlainStep {
  const { positions, channels, classes, added } = layer;
  const size = { rows: 1, inner: classes, columns: positions * added };
  const oneHot = input.subarray(positions * channels);
  const learnt = new Float64Array(size.columns);
  addProduct(oneHot, embedding, learnt, size);
  return {
    output: besideEachOther(input, learnt, layer),
    pullBack: (delta, gradient) => {
      const { example, learnt: ofLearnt } = apart(delta, layer);
      if (gradient !== null) addToRight(oneHot, ofLearnt, gradient, size);
      addToLeft(ofLearnt, embedding, example.subarray(positions * channels), size);
      return example;
    },
  };
}

/** At each position the channels of the example, and then what is learnt of its class. */
function besideEachOther(example: Float64Array, learnt: Float64Array, { positions, channels, added }: Conditioning): Float64Array {
  const width = channels + added;
  const output = new Float64Array(positions * width);
  for (let p = 0; p < positions; p++) {
    for (let c = 0; c < channels; c++) output[p * width + c] = example[p * channels + c];
    for (let a = 0; a < added; a++) output[p * width + channels + a] = learnt[p * added + a];
  }
  return output;
}

/** @returns what belongs to the example, with room for its class, and to what is learnt */
function apart(delta: Float64Array, { positions, channels, classes, added }: Conditioning): { readonly example: Float64Array; readonly learnt: Float64Array } {
  const width = channels + added;
  const example = new Float64Array(positions * channels + classes);
  const learnt = new Float64Array(positions * added);
  for (let p = 0; p < positions; p++) {
    for (let c = 0; c < channels; c++) example[p * channels + c] = delta[p * width + c];
    for (let a = 0; a < added; a++) learnt[p * added + a] = delta[p * width + channels + a];
  }
  return { example, learnt };
}
