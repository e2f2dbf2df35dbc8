import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { presentBackends, startBackend } from '../a-backend.fixture.js';
import { outputOf, slopes } from '../brute-force.fixture.js';
import { parameterCount, parametersOf, slopePenaltySum, type Network } from '../index.js';
import { someNumbers } from '../some-numbers.fixture.js';

/** Smooth, so that slopes of slopes can be taken by differences. Its last two inputs are a class. */
const network: Network = [{ kind: 'dense', inputs: 5, outputs: 4 }, { kind: 'tanh' }, { kind: 'dense', inputs: 4, outputs: 1 }];
const SLOPED = 3;

describe.each(presentBackends)('the penalty on slopes on the backend %s', (backend) => {
  beforeAll(async () => {
    expect(await startBackend(backend)).toBe(true);
  });

  it('has the gradient of half the squared slope at every example, the class left out', () => {
    const parameters = someNumbers(3, parameterCount(network));
    const examples = [1, 2, 3].map((seed) => [...someNumbers(seed, SLOPED), Number(seed % 2 === 0), Number(seed % 2 === 1)]);
    const penalty = (at: readonly number[]) =>
      examples.reduce((total, example) => {
        const ofInputs = slopes((row) => outputOf(network, at, [...row, ...example.slice(SLOPED)])[0], example.slice(0, SLOPED));
        return total + ofInputs.reduce((squares, slope) => squares + (slope * slope) / 2, 0);
      }, 0);
    const exact = slopes(penalty, parameters);
    const computed: number[] = [];
    tidy(() => {
      const sums = slopePenaltySum(network, { inputs: tensor2d(examples), parameters: parametersOf(network, Float32Array.from(parameters)), sloped: SLOPED });
      for (const sum of sums) computed.push(...sum.dataSync());
    });
    const largest = Math.max(...exact.map(Math.abs));
    exact.forEach((slope, i) => expect(Math.abs(computed[i] - slope)).toBeLessThan(2e-3 * largest));
  });
});
