import { gradientSum, imageDiscriminator, imageGenerator, parameterCount, parametersOf, recordDiscriminator, recordGenerator, runNetwork, seriesDiscriminator, seriesGenerator, type Network } from '@commonward/networks';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startBackend } from '../../../../../networks/src/a-backend.fixture.js';
import { outputOf, slopes } from '../../../../../networks/src/brute-force.fixture.js';
import { someNumbers } from '../../../../../networks/src/some-numbers.fixture.js';
import { runPlain } from './run-plain.js';

interface Case {
  readonly network: Network;
  readonly features: number;
}

const layers: Record<string, Case> = {
  'a dense layer': { network: [{ kind: 'dense', inputs: 7, outputs: 5 }], features: 7 },
  'leaky units': { network: [{ kind: 'leaky-relu', slope: 0.2 }], features: 6 },
  tanh: { network: [{ kind: 'tanh' }], features: 6 },
  sigmoid: { network: [{ kind: 'sigmoid' }], features: 6 },
  'a convolution over images': { network: [{ kind: 'convolution', height: 6, width: 4, channels: 2, kernel: [4, 4], stride: [2, 2], padding: [1, 1], filters: 3 }], features: 48 },
  'a convolution whose places do not reach the last pixels': { network: [{ kind: 'convolution', height: 5, width: 4, channels: 2, kernel: [2, 3], stride: [2, 3], padding: [0, 0], filters: 5 }], features: 40 },
  'a convolution over a series': { network: [{ kind: 'convolution', height: 1, width: 12, channels: 3, kernel: [1, 5], stride: [1, 2], padding: [0, 2], filters: 4 }], features: 36 },
  'a transposed convolution': { network: [{ kind: 'transposed-convolution', of: { height: 4, width: 5, channels: 2, kernel: [4, 3], stride: [2, 2], padding: [1, 0], filters: 3 } }], features: 12 },
  'recurrent units, the last state': { network: [{ kind: 'gru', steps: 4, channels: 3, units: 5, returns: 'last' }], features: 12 },
  'recurrent units, every state': { network: [{ kind: 'gru', steps: 5, channels: 2, units: 4, returns: 'every' }], features: 10 },
  'a class beside an example': { network: [{ kind: 'conditioning', positions: 4, channels: 2, classes: 3, added: 2 }], features: 11 },
};

const image = { height: 8, width: 12, classes: 2 };
const series = { steps: 12, channels: 3, classes: 2 };
const architectures: Record<string, Case> = {
  'a discriminator of records': { network: recordDiscriminator({ cells: 17, units: 8 }), features: 17 },
  'a generator of records': { network: recordGenerator({ latent: 5, classes: 2, units: 9, cells: 11 }), features: 7 },
  'a discriminator of images': { network: imageDiscriminator({ shape: image, levels: 2, filters: 4 }), features: 98 },
  'a generator of images': { network: imageGenerator({ shape: image, levels: 2, filters: 5, latent: 6 }), features: 8 },
  'a discriminator of series': { network: seriesDiscriminator({ shape: series, filters: 6 }), features: 38 },
  'a generator of series': { network: seriesGenerator({ shape: series, units: 7, stepsAtATime: 3, latent: { ofSeries: 3, ofStep: 2, ofPlace: 2 } }), features: 22 },
};

const numbers = (seed: number, count: number, size = 1): Float64Array => Float64Array.from(someNumbers(seed, count), (x) => Math.fround(size * x));
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);
const distance = (computed: ArrayLike<number>, exact: ArrayLike<number>): number => {
  expect(computed).toHaveLength(exact.length);
  return Math.max(0, ...Array.from(exact, (x, i) => Math.abs(x - computed[i]))) / Math.max(1e-3, ...Array.from(exact, Math.abs));
};

/** Parameters, an example, what a loss says of the outputs, and what the plain network makes of them. */
function ran({ network, features }: Case) {
  const [parameters, example] = [numbers(3, parameterCount(network), 0.7), numbers(4, features)];
  const { output, pullBack } = runPlain(network, parameters, example);
  const delta = numbers(5, output.length);
  const gradient = new Float64Array(parameters.length);
  const ofInput = pullBack(delta, gradient);
  return { parameters, example, output, delta, pullBack, gradient, ofInput };
}

/** The same in float32, as a site's device computes it. */
function onDevice({ network }: Case, { parameters, example, delta }: ReturnType<typeof ran>) {
  const found = { output: [] as number[], gradient: [] as number[], ofInput: [] as number[] };
  tidy(() => {
    const step = runNetwork(network, { inputs: tensor2d([[...example]]), parameters: parametersOf(network, Float32Array.from(parameters)) });
    const { factors, inputs } = step.pullBack(tensor2d([[...delta]]));
    found.output.push(...step.outputs.dataSync());
    found.gradient.push(...gradientSum(factors).flatMap((matrix) => [...matrix.dataSync()]));
    found.ofInput.push(...inputs().dataSync());
  });
  return found;
}

describe('a plain network', () => {
  beforeAll(() => startBackend('cpu'));

  describe.each(Object.entries({ ...layers, ...architectures }))('of %s', (_, one) => {
    const plain = ran(one);
    const { parameters, example, output, delta, gradient, ofInput } = plain;

    it('makes what the layers define', () => {
      expect(distance(output, outputOf(one.network, [...parameters], [...example]))).toBeLessThan(1e-12);
    });

    it('passes slopes back to its parameters and to its input as differences show them', () => {
      const [byParameters, byInput] = [[...parameters], [...example]];
      expect(distance(gradient, slopes((at) => dot(outputOf(one.network, at, byInput), delta), byParameters))).toBeLessThan(1e-8);
      expect(distance(ofInput, slopes((at) => dot(outputOf(one.network, byParameters, at), delta), byInput))).toBeLessThan(1e-8);
    });

    it('is the network that a site computes, with the same parameters in the same places', () => {
      const device = onDevice(one, plain);
      expect(distance(device.output, output)).toBeLessThan(1e-5);
      expect(distance(device.gradient, gradient)).toBeLessThan(1e-5);
      expect(distance(device.ofInput, ofInput)).toBeLessThan(1e-5);
    });
  });

  it('adds its gradient to what is there, and passes back the same slopes if nobody asks for it', () => {
    for (const one of Object.values(architectures)) {
      const { pullBack, delta, gradient, ofInput } = ran(one);
      const twice = gradient.slice();
      expect(pullBack(delta, twice)).toEqual(ofInput);
      expect(distance(twice, gradient.map((slope) => 2 * slope))).toBeLessThan(1e-12);
      expect(pullBack(delta, null)).toEqual(ofInput);
    }
  });
});
