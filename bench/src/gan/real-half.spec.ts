import { parameterCount, type Network } from '@commonward/networks';
import { seededRandom } from '@commonward/evaluation';
import type { GradientPlan } from '@commonward/synthesis/plan';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startBackend } from '../start-backend.js';
import { NO_SMOOTHING } from './learning.js';
import { noisedHalf } from './noised-half.js';
import { exactHalf } from './real-half.js';

const discriminator: Network = [{ kind: 'dense', inputs: 4, outputs: 3 }, { kind: 'leaky-relu', slope: 0.2 }, { kind: 'dense', inputs: 3, outputs: 1 }];
const { uniform } = seededRandom(4);
const numbers = (count: number) => Float32Array.from({ length: count }, () => 2 * uniform() - 1);
const weights = numbers(parameterCount(discriminator));
/** Two numbers and a class. */
const aRow = (drawn: number) => Float32Array.from([...numbers(2), Number(drawn === 0), Number(drawn === 1)]);
const sites = [7, 5].map((rows) => Array.from({ length: rows }, (_, at) => aRow(at % 2)));
const records = 12;

const all = { steps: 1, perGeneratorStep: 1, sampled: 1, outOf: 1, smoothing: NO_SMOOTHING };
const task = { sites, discriminator, schedule: all, classes: 2, uniform };
const lengthOf = (vector: ArrayLike<number>) => Math.sqrt(Array.from(vector).reduce((sum, x) => sum + x * x, 0));
const apart = (one: Float64Array, other: Float64Array) => lengthOf(one.map((x, i) => x - other[i]));

describe('the real half without noise', () => {
  beforeAll(() => startBackend('wasm'));

  it('is the mean over the records of all sites together', () => {
    const together = exactHalf({ ...task, clippingNorm: null })(weights);
    const mean = sites.map((rows) => exactHalf({ ...task, sites: [rows], clippingNorm: null })(weights).map((x) => (x * rows.length) / records));
    expect(apart(together, mean[0].map((x, i) => x + mean[1][i]))).toBeLessThan(1e-6);
  });

  it('clipped is what sites release, but for its noise', () => {
    const clippingNorm = 0.25;
    const grid = 2 ** 18;
    const plan: GradientPlan = { sampled: 1, outOf: 1, recordsPerPatient: 1, grid, clampTo: 2 ** 30, blocks: [{ length: weights.length, clippingNorm: clippingNorm * grid, variance: 1 }], adjacency: 'add-or-remove-one' };
    const released = noisedHalf({ sites, discriminator, plan, publicRecords: records })(weights);
    const twin = exactHalf({ ...task, clippingNorm })(weights);
    expect(apart(twin, released)).toBeLessThan(1e-4);
    expect(apart(exactHalf({ ...task, clippingNorm: null })(weights), released)).toBeGreaterThan(0.01);
  });

  it('of samples is that of everybody on average', () => {
    const sampled = exactHalf({ ...task, schedule: { ...all, sampled: 1, outOf: 3 }, clippingNorm: null });
    const mean = new Float64Array(weights.length);
    const draws = 1000;
    for (let draw = 0; draw < draws; draw++) sampled(weights).forEach((x, i) => (mean[i] += x / draws));
    const everybody = exactHalf({ ...task, clippingNorm: null })(weights);
    expect(apart(mean, everybody)).toBeLessThan(0.1 * lengthOf(everybody));
  });

  it('counts steep slopes in one of so many steps', () => {
    const plain = exactHalf({ ...task, clippingNorm: null })(weights);
    const smoothed = exactHalf({ ...task, schedule: { ...all, smoothing: { blur: 0, slopes: 0.5, every: 2 } }, clippingNorm: null });
    expect(apart(smoothed(weights), plain)).toBe(0);
    expect(apart(smoothed(weights), plain)).toBeGreaterThan(0.01);
  });
});
