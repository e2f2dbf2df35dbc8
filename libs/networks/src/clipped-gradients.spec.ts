import { tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { presentBackends, startBackend } from './a-backend.fixture.js';
import { outputOf, realLoss, slopes } from './brute-force.fixture.js';
import { clippedGradientSum, exampleGradients, gradientSum, logitDeltas, parameterCount, parametersOf, runNetwork, shapesOf, takenFactors } from './index.js';
import type { Clipping, Factors, Network } from './index.js';
import { someNumbers } from './some-numbers.fixture.js';

/** Each ends in a dense layer of one output, as every discriminator does. */
const networks: Record<string, { readonly network: Network; readonly features: number }> = {
  'a dense layer': { network: [{ kind: 'dense', inputs: 7, outputs: 1 }], features: 7 },
  'dense layers with leaky units': {
    network: [{ kind: 'dense', inputs: 6, outputs: 5 }, { kind: 'leaky-relu', slope: 0.2 }, { kind: 'dense', inputs: 5, outputs: 1 }],
    features: 6,
  },
  'sigmoid and tanh': {
    network: [{ kind: 'dense', inputs: 4, outputs: 5 }, { kind: 'tanh' }, { kind: 'dense', inputs: 5, outputs: 4 }, { kind: 'sigmoid' }, { kind: 'dense', inputs: 4, outputs: 1 }],
    features: 4,
  },
  'a convolution over images, stride 2': {
    network: [
      { kind: 'convolution', height: 6, width: 6, channels: 2, kernel: [4, 4], stride: [2, 2], padding: [1, 1], filters: 3 },
      { kind: 'leaky-relu', slope: 0.2 },
      { kind: 'convolution', height: 3, width: 3, channels: 3, kernel: [2, 2], stride: [1, 1], padding: [0, 0], filters: 4 },
      { kind: 'leaky-relu', slope: 0.2 },
      { kind: 'dense', inputs: 16, outputs: 1 },
    ],
    features: 72,
  },
  'a convolution whose places do not reach the last pixels': {
    network: [
      { kind: 'convolution', height: 5, width: 4, channels: 1, kernel: [1, 1], stride: [1, 1], padding: [0, 0], filters: 2 },
      { kind: 'convolution', height: 5, width: 4, channels: 2, kernel: [2, 3], stride: [2, 3], padding: [0, 0], filters: 2 },
      { kind: 'dense', inputs: 4, outputs: 1 },
    ],
    features: 20,
  },
  'a convolution over a series': {
    network: [
      { kind: 'convolution', height: 1, width: 12, channels: 3, kernel: [1, 5], stride: [1, 2], padding: [0, 2], filters: 4 },
      { kind: 'leaky-relu', slope: 0.2 },
      { kind: 'convolution', height: 1, width: 6, channels: 4, kernel: [1, 5], stride: [1, 2], padding: [0, 2], filters: 2 },
      { kind: 'leaky-relu', slope: 0.2 },
      { kind: 'dense', inputs: 6, outputs: 1 },
    ],
    features: 36,
  },
  'recurrent units, the last state': {
    network: [{ kind: 'gru', steps: 4, channels: 3, units: 5, returns: 'last' }, { kind: 'dense', inputs: 5, outputs: 1 }],
    features: 12,
  },
  'recurrent units, every state': {
    network: [{ kind: 'gru', steps: 3, channels: 2, units: 4, returns: 'every' }, { kind: 'gru', steps: 3, channels: 4, units: 3, returns: 'last' }, { kind: 'dense', inputs: 3, outputs: 1 }],
    features: 6,
  },
  'a class beside an image': {
    network: [
      { kind: 'conditioning', positions: 16, channels: 2, classes: 3, added: 1 },
      { kind: 'convolution', height: 4, width: 4, channels: 3, kernel: [3, 3], stride: [1, 1], padding: [1, 1], filters: 2 },
      { kind: 'tanh' },
      { kind: 'dense', inputs: 32, outputs: 1 },
    ],
    features: 35,
  },
  'a transposed convolution': {
    network: [
      { kind: 'dense', inputs: 3, outputs: 8 },
      { kind: 'transposed-convolution', of: { height: 4, width: 5, channels: 2, kernel: [4, 3], stride: [2, 2], padding: [1, 0], filters: 2 } },
      { kind: 'tanh' },
      { kind: 'dense', inputs: 40, outputs: 1 },
    ],
    features: 3,
  },
};

const BATCH = 5;
const CLOSE = 1e-5;

/** Parameters, a batch, and each example's gradient by differences of a plain double-precision loss. */
const cases = Object.entries(networks).map(([name, { network, features }], seed) => {
  const parameters = someNumbers(seed + 20, parameterCount(network)).map((x) => x * 0.7);
  const examples = Array.from({ length: BATCH }, (_, b) => someNumbers(100 * seed + b, features).map((x) => 2 * x));
  const gradients = examples.map((example) => slopes((at) => realLoss(network, at, example), parameters));
  return { name, network, parameters, examples, gradients, lengths: shapesOf(network).map(([rows, columns]) => rows * columns) };
});
type Case = (typeof cases)[number];

const lengthOf = (vector: readonly number[]) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
const sumOf = (vectors: readonly (readonly number[])[]) => vectors[0].map((_, i) => vectors.reduce((sum, vector) => sum + vector[i], 0));

/** By definition: each block of each example's gradient, shortened to its norm. */
function clippedByBruteForce(gradients: readonly number[][], blocks: readonly { length: number; norm: number }[]): number[] {
  const clipped = gradients.map((gradient) => {
    let start = 0;
    return blocks.flatMap(({ length, norm }) => {
      const block = gradient.slice(start, (start += length));
      return block.map((x) => x * Math.min(1, norm / lengthOf(block)));
    });
  });
  return sumOf(clipped);
}

/** The largest difference of two vectors, relative to the largest coordinate. */
function distance(computed: readonly number[], exact: readonly number[]): number {
  expect(computed).toHaveLength(exact.length);
  return Math.max(...exact.map((x, i) => Math.abs(x - computed[i]))) / Math.max(...exact.map(Math.abs));
}

function backThrough<T>({ network, parameters, examples }: Case, take: (factors: readonly Factors[], inputs: () => Tensor2D) => T): T {
  let taken: T[] = [];
  tidy(() => {
    const step = runNetwork(network, { inputs: tensor2d(examples), parameters: parametersOf(network, Float32Array.from(parameters)) });
    const { factors, inputs } = step.pullBack(logitDeltas(step.outputs, 'real'));
    taken = [take(factors, inputs)];
  });
  return taken[0];
}

const flat = (matrices: readonly Tensor2D[]) => matrices.flatMap((matrix) => [...matrix.dataSync()]);
const clippedSum = (each: Case, clipping: Clipping) => backThrough(each, (factors) => flat(clippedGradientSum(factors, clipping)));

describe.each(presentBackends)('gradients on the backend %s', (backend) => {
  beforeAll(async () => {
    expect(await startBackend(backend)).toBe(true);
  });

  describe.each(cases)('of $name', (each) => {
    const { network, parameters, examples, gradients, lengths } = each;
    /** Half of the examples are longer than this. */
    const middle = (norms: number[]) => [...norms].sort((a, b) => a - b)[Math.floor(BATCH / 2)] * 0.999;

    it('come from the outputs that the layers define', () => {
      const outputs = tidy(() => [...runNetwork(network, { inputs: tensor2d(examples), parameters: parametersOf(network, Float32Array.from(parameters)) }).outputs.dataSync()]);
      expect(distance(outputs, examples.map((example) => outputOf(network, parameters, example)[0]))).toBeLessThan(CLOSE);
    });

    it('are the slopes of the loss, example by example', () => {
      const rows = backThrough(each, (factors) => {
        const all = exampleGradients(takenFactors(factors));
        return examples.map((_, b) => {
          const row = new Float32Array(parameters.length);
          all.write(b, row);
          return [...row];
        });
      });
      rows.forEach((row, b) => expect(distance(row, gradients[b])).toBeLessThan(CLOSE));
    });

    it('add up to the slope of the whole loss', () => {
      expect(distance(backThrough(each, (factors) => flat(gradientSum(factors))), sumOf(gradients))).toBeLessThan(CLOSE);
    });

    it('are clipped as a whole to one norm, example by example', () => {
      const norm = middle(gradients.map(lengthOf));
      const exact = clippedByBruteForce(gradients, [{ length: parameters.length, norm }]);
      expect(distance(clippedSum(each, { kind: 'flat', norm }), exact)).toBeLessThan(CLOSE);
    });

    it('are clipped parameter by parameter to norms of their own', () => {
      let start = 0;
      const blocks = lengths.map((length) => {
        const [from, to] = [start, (start += length)];
        return { length, norm: middle(gradients.map((gradient) => lengthOf(gradient.slice(from, to)))) };
      });
      const computed = clippedSum(each, { kind: 'layer-wise', norms: blocks.map(({ norm }) => norm) });
      expect(distance(computed, clippedByBruteForce(gradients, blocks))).toBeLessThan(CLOSE);
    });

    it('reach the inputs, from which a generator learns', () => {
      const back = backThrough(each, (_, inputs) => [...inputs().dataSync()]);
      const exact = examples.flatMap((example) => slopes((at) => realLoss(network, parameters, at), example));
      expect(distance(back, exact)).toBeLessThan(CLOSE);
    });
  });
});
