import { getKernel, registerKernel, unregisterKernel, type KernelFunc } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { presentBackends, startBackend } from './a-backend.fixture.js';
import { BatchedNetwork, parameterCount, type Network } from './index.js';
import { someNumbers } from './some-numbers.fixture.js';

const MICROBATCH = 8;

/** Wide enough for a library to use its fast kernels, and odd enough for it to need the ones for what is left over. */
const networks: Record<string, { readonly network: Network; readonly features: number }> = {
  dense: { network: [{ kind: 'dense', inputs: 83, outputs: 37 }, { kind: 'leaky-relu', slope: 0.2 }, { kind: 'dense', inputs: 37, outputs: 1 }], features: 83 },
  convolution: {
    network: [
      { kind: 'convolution', height: 9, width: 9, channels: 3, kernel: [4, 4], stride: [2, 2], padding: [1, 1], filters: 10 },
      { kind: 'leaky-relu', slope: 0.2 },
      { kind: 'dense', inputs: 160, outputs: 1 },
    ],
    features: 243,
  },
  recurrent: { network: [{ kind: 'gru', steps: 5, channels: 7, units: 19, returns: 'last' }, { kind: 'dense', inputs: 19, outputs: 1 }], features: 35 },
};

const examples = (features: number) => Array.from({ length: 2 * MICROBATCH }, (_, i) => Float32Array.from(someNumbers(i, features)));

describe.each(presentBackends)('a batched network on the backend %s', (backend) => {
  beforeAll(async () => {
    expect(await startBackend(backend)).toBe(true);
  });

  it.each(Object.entries(networks))('gives an example the same gradient, to the last bit, wherever it stands and whatever stands beside it: %s', (_, { network, features }) => {
    const batched = BatchedNetwork.checked({ network, features, microbatch: MICROBATCH });
    const parameters = Float32Array.from(someNumbers(7, parameterCount(network)));
    const all = examples(features);
    const gradientIn = (rows: readonly Float32Array[], example: number) => {
      const gradient = new Float32Array(batched.parameterCount);
      batched.begin({ parameters, rows, shown: 'real' })().write(example, gradient);
      return [...gradient];
    };
    const alone = gradientIn([all[0]], 0);
    fc.assert(
      fc.property(fc.shuffledSubarray(all.slice(1), { maxLength: MICROBATCH - 1 }), fc.nat(MICROBATCH - 1), (others, at) => {
        const place = Math.min(at, others.length);
        expect(gradientIn(others.toSpliced(place, 0, all[0]), place)).toEqual(alone);
      }),
      { numRuns: 20 },
    );
  });
});

describe('BatchedNetwork.checked', () => {
  beforeAll(() => startBackend('cpu'));

  it('refuses a backend that lets one example of a batch change the gradient of another', () => {
    const sigmoid = getKernel('Sigmoid', 'cpu');
    unregisterKernel('Sigmoid', 'cpu');
    // Divides by the largest of the whole batch, as a statistic of the batch would.
    const leaking: KernelFunc = ({ inputs, backend, attrs }) => {
      const result = sigmoid.kernelFunc({ inputs, backend, attrs });
      const { values } = (backend as { data: { get: (id: object) => { values: Float32Array } } }).data.get((result as { dataId: object }).dataId);
      const largest = Math.max(...values);
      values.forEach((value, i) => (values[i] = value / largest));
      return result;
    };
    registerKernel({ ...sigmoid, kernelFunc: leaking });
    try {
      expect(() => BatchedNetwork.checked({ ...networks['dense'], microbatch: MICROBATCH })).toThrow('cannot be used for private training');
    } finally {
      unregisterKernel('Sigmoid', 'cpu');
      registerKernel(sigmoid);
    }
  });

  it.each([1, 2.5, NaN])('refuses a microbatch of %d', (microbatch) => {
    expect(() => BatchedNetwork.checked({ ...networks['dense'], microbatch })).toThrow(new RangeError(`microbatch must be a whole number from 2 on, but it is ${microbatch}`));
  });
});
