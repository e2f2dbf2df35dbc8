import type { PlainStep } from './plain-step.js';
import { sigmoid, tanh } from './squashing.js';

export const plainLeakyRelu = (input: Float64Array, slope: number): PlainStep =>
  elementwise(input.map((x) => (x > 0 ? x : slope * x)), (y) => (y > 0 ? 1 : slope));

export const plainTanh = (input: Float64Array): PlainStep => elementwise(input.map(tanh), (y) => 1 - y * y);

export const plainSigmoid = (input: Float64Array): PlainStep => elementwise(input.map(sigmoid), (y) => y * (1 - y));

/** @param slopeAt of the function, by what it gave */
function elementwise(output: Float64Array, slopeAt: (y: number) => number): PlainStep {
  return { output, pullBack: (delta) => delta.map((slope, at) => slope * slopeAt(output[at])) };
}
