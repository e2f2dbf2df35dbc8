import { describe, expect, it } from '@jest/globals';
import { outputOf } from '../brute-force.fixture.js';
import { shapesOf, type Layer } from '../index.js';
import { someNumbers } from '../some-numbers.fixture.js';
import { initialParameters } from './initial-parameters.js';

const draws = () => {
  const numbers = someNumbers(5, 200_000);
  let next = 0;
  return () => (numbers[next++] + 1) / 2;
};
const variance = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x * x, 0) / numbers.length;
/** Uniform with variance 1. */
const signals = (count: number) => someNumbers(9, count).map((x) => Math.sqrt(3) * x);

/** Layers of many outputs, and how many numbers one example has. */
const layers: Record<string, { readonly layer: Layer; readonly features: number }> = {
  'a dense layer': { layer: { kind: 'dense', inputs: 200, outputs: 500 }, features: 200 },
  'a convolution': { layer: { kind: 'convolution', height: 12, width: 12, channels: 12, kernel: [4, 4], stride: [2, 2], padding: [0, 0], filters: 40 }, features: 1728 },
  'a transposed convolution': { layer: { kind: 'transposed-convolution', of: { height: 12, width: 12, channels: 3, kernel: [4, 4], stride: [2, 2], padding: [1, 1], filters: 64 } }, features: 2304 },
};

describe('initialParameters', () => {
  it.each(Object.entries(layers))('let a signal through %s as strong as it came', (_, { layer, features }) => {
    const weights = initialParameters([layer], draws());
    const after = variance(outputOf([layer], [...weights], signals(features)));
    // Fewer numbers are added up at the rim of an image.
    expect(after).toBeGreaterThan(0.75);
    expect(after).toBeLessThan(1.15);
  });

  it('begin with biases of zero, and draw all others', () => {
    const network: Layer[] = [
      { kind: 'gru', steps: 2, channels: 3, units: 4, returns: 'last' },
      { kind: 'conditioning', positions: 1, channels: 2, classes: 2, added: 3 },
      { kind: 'transposed-convolution', of: { height: 2, width: 2, channels: 2, kernel: [2, 2], stride: [2, 2], padding: [0, 0], filters: 3 } },
    ];
    const weights = initialParameters(network, draws());
    const zeros = [...weights].filter((weight) => weight === 0).length;
    expect(weights).toHaveLength(shapesOf(network).reduce((sum, [rows, columns]) => sum + rows * columns, 0));
    // Two biases of the gates and the candidate, 3 x 4 each, and one for each of two channels.
    expect(zeros).toBe(2 * 12 + 2);
  });
});
