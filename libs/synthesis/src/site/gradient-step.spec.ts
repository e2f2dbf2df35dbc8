import { describe, expect, it } from '@jest/globals';
import { Sensitive, systemRandom } from '@commonward/privacy';
import type { RandomSource } from '@commonward/privacy';
import fc from 'fast-check';
import { gradientStepEvent } from '../plan/index.js';
import type { GradientPlan } from '../plan/index.js';
import { gradientStep } from './index.js';

type Gradient = number[] | null;

const aPlan = (changes: Partial<GradientPlan> = {}): GradientPlan => ({
  sampled: 1,
  outOf: 1,
  recordsPerPatient: 2,
  grid: 1000,
  clampTo: 2 ** 30,
  blocks: [
    { length: 2, clippingNorm: 5000, variance: 1 },
    { length: 1, clippingNorm: 1000, variance: 1 },
  ],
  adjacency: 'add-or-remove-one',
  ...changes,
});

const step = (patients: Gradient[][], plan: GradientPlan, random: RandomSource = systemRandom) =>
  gradientStep(Sensitive.of(patients), { plan, gradientOf: (gradient) => gradient, random });

/** Noise of variance 1 stays within 13 steps, but for a chance of 1e-37. */
const withinNoise = (noisy: Int32Array, exact: number[]) => exact.every((x, i) => Math.abs(noisy[i] - x) < 13);

const counting = (): { seen: { words: number }; random: RandomSource } => {
  const seen = { words: 0 };
  return { seen, random: { fill: (words) => (systemRandom.fill(words), (seen.words += words.length), undefined) } };
};

describe('gradientStep', () => {
  it('is the noisy sum of the clipped gradients of the sample, in grid steps', () => {
    const { value } = step([[[3, 4, 0.5]], [[-1, 0, 0.25], [-1, 0, 0.25]]], aPlan());
    expect(withinNoise(value, [1000, 4000, 1000])).toBe(true);
    const { value: clipped } = step([[[300, 400, -7]]], aPlan());
    expect(withinNoise(clipped, [3000, 4000, -1000])).toBe(true);
  });

  it('says of itself what its plan says, whatever the records are', () => {
    const someGradients = fc.array(fc.array(fc.option(fc.array(fc.double(), { minLength: 3, maxLength: 3 })), { maxLength: 3 }), { maxLength: 5 });
    fc.assert(
      fc.property(someGradients, fc.integer({ min: 1, max: 10 }), (patients, sampled) => {
        const plan = aPlan({ sampled, outOf: 10 });
        expect(step(patients, plan).event).toEqual(gradientStepEvent(plan));
      }),
      { numRuns: 50 },
    );
  });

  it('charges each block its squared clipping norm over twice its variance, and the sampling probability', () => {
    expect(gradientStepEvent(aPlan({ sampled: 3, outOf: 20 }))).toEqual({
      kind: 'poisson-sampled',
      sampled: 3,
      outOf: 20,
      event: { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 5000 ** 2, variance: 1 }, { squaredSensitivity: 1000 ** 2, variance: 1 }] },
    });
  });

  it('takes each patient with the probability of the plan', () => {
    const patients = Array.from({ length: 4000 }, () => [[0, 0, 1]]);
    const { value } = step(patients, aPlan({ sampled: 1, outOf: 4 }));
    expect(Math.abs(value[2] / 1000 - 1000)).toBeLessThan(6 * Math.sqrt(4000 * 0.25 * 0.75));
  });

  it('sums and noises a sample of nobody like any other', () => {
    const { value } = step([], aPlan());
    expect(value).toHaveLength(3);
    expect(withinNoise(value, [0, 0, 0])).toBe(true);
  });

  it('draws a new sample at every step', () => {
    const patients = Array.from({ length: 40 }, (_, i) => [[0, 0, i / 40]]);
    const plan = aPlan({ sampled: 1, outOf: 2, grid: 1_000_000, blocks: [{ length: 3, clippingNorm: 1_000_000, variance: 1 }] });
    expect(Math.abs(step(patients, plan).value[2] - step(patients, plan).value[2])).toBeGreaterThan(26);
  });

  it('throws as many coins whether or not gradients can be read', () => {
    const [readable, unreadable] = [counting(), counting()];
    step([[[1, 1, 1]], [[1, 1, 1]]], aPlan(), readable.random);
    step([[null], [[NaN, 0, 0]]], aPlan(), unreadable.random);
    expect(unreadable.seen.words).toBe(readable.seen.words);
  });
});
