import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { presentBackends, startBackend } from '../a-backend.fixture.js';
import { outputOf, slopes } from '../brute-force.fixture.js';
import { gradientSum, parameterCount } from '../index.js';
import { someNumbers } from '../some-numbers.fixture.js';
import type { Generator } from './generator.js';
import { generatorOfImages } from './image-gan.js';
import { latentInputs } from './latent-inputs.js';
import { generatorOfSeries, seriesInputs } from './series-gan.js';

/** The same draws at every call. */
const draws = () => {
  const numbers = someNumbers(7, 1000);
  let next = 0;
  return () => (numbers[next++] + 1) / 2;
};
const classes = [0, 1, 1];

const image = { shape: { height: 8, width: 4, classes: 2 }, levels: 2, generatorFilters: 2, latent: 3 };
const series = { shape: { steps: 4, channels: 1, classes: 2 }, generatorUnits: 3, stepsAtATime: 2, latent: { ofSeries: 2, ofStep: 1, ofPlace: 2 } };

interface Case {
  readonly generator: () => Generator<Float32Array>;
  /** What the network is told about all examples. */
  readonly inputs: Float32Array;
  /** From the network's outputs to the rows. */
  readonly beyond: number;
}
const cases: Record<string, Case> = {
  images: { generator: () => generatorOfImages({ ...image, uniform: draws() }), inputs: latentInputs(classes, { latent: 3, classCount: 2, uniform: draws() }), beyond: 1 },
  series: { generator: () => generatorOfSeries({ ...series, uniform: draws() }), inputs: seriesInputs(classes, { ...series, steps: 2, classes: 2, uniform: draws() }), beyond: 1.3 },
};

const distance = (computed: ArrayLike<number>, exact: readonly number[]) => {
  expect(computed).toHaveLength(exact.length);
  return Math.max(...exact.map((x, i) => Math.abs(x - computed[i]))) / Math.max(...exact.map(Math.abs));
};

describe.each(presentBackends)('a generator on the backend %s', (backend) => {
  beforeAll(async () => {
    expect(await startBackend(backend)).toBe(true);
  });

  describe.each(Object.entries(cases))('of %s', (_, { generator, inputs, beyond }) => {
    const { network } = generator();
    const weights = someNumbers(11, parameterCount(network)).map((x) => 0.5 * x);
    const each = inputs.length / classes.length;
    /** By definition, one example at a time; small weights keep all of it within the range. */
    const rowsAt = (at: readonly number[]) => classes.flatMap((_class, example) => outputOf(network, at, [...inputs.subarray(example * each, (example + 1) * each)]).map((x) => beyond * x));

    const generated = <T>(take: (step: ReturnType<Generator<Float32Array>['generate']>) => T, at = weights): T => {
      const taken: T[] = [];
      tidy(() => void taken.push(take(generator().generate(classes, Float32Array.from(at)))));
      return taken[0];
    };

    it('makes what its layers define of latent numbers and a class', () => {
      expect(distance(generated(({ rows }) => rows.dataSync()), rowsAt(weights))).toBeLessThan(1e-5);
    });

    it('passes back the slopes of any loss to its own weights', () => {
      const ofRows = someNumbers(12, rowsAt(weights).length);
      const exact = slopes((at) => rowsAt(at).reduce((sum, x, i) => sum + x * ofRows[i], 0), weights);
      const back = generated(({ rows, pullBack }) => gradientSum(pullBack(tensor2d(ofRows, rows.shape))).flatMap((matrix) => [...matrix.dataSync()]));
      expect(distance(back, exact)).toBeLessThan(1e-5);
    });

    it('stays within the range, whatever its weights', () => {
      const rows = generated((step) => step.rows.dataSync(), weights.map((x) => 50 * x));
      expect(Math.max(...rows)).toBeLessThanOrEqual(1);
      expect(Math.min(...rows)).toBeGreaterThanOrEqual(-1);
    });
  });

  it('of series passes slopes on at the end of the range too, so that it can come back', () => {
    const { network, generate } = generatorOfSeries({ ...series, uniform: draws() });
    const weights = Float32Array.from(someNumbers(11, parameterCount(network)), (x) => 1.5 * x);
    tidy(() => {
      const { rows, pullBack } = generate(classes, weights);
      const atTheEnd = Float32Array.from(rows.dataSync(), (x) => Number(Math.abs(x) === 1));
      expect(atTheEnd).toContain(1);
      const back = gradientSum(pullBack(tensor2d(atTheEnd, rows.shape))).flatMap((matrix) => [...matrix.dataSync()]);
      expect(Math.max(...back.map(Math.abs))).toBeGreaterThan(0.01);
    });
  });
});
