import { blurred, clippedGradientSum, gradientSum, logitDeltas, parametersOf, runNetwork, slopePenaltySum, type Network } from '@commonward/networks';
import { tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import type { Schedule } from './learning.js';

/** What the coordinator learns of real records at a step: the mean gradient of softplus(-logit), at these weights. */
export type RealHalf = (weights: Float32Array) => Float64Array;

/** The rows of each site. */
export type SiteRows = readonly (readonly Float32Array[])[];

export interface ExactHalf {
  readonly sites: SiteRows;
  readonly discriminator: Network;
  readonly schedule: Schedule;
  /** To what the gradient of each record is clipped; null where none is. */
  readonly clippingNorm: number | null;
  /** How many numbers of a row are its class. */
  readonly classes: number;
  readonly uniform: () => number;
}

/** Records on the device at a time. */
const AT_A_TIME = 256;

/**
 * The gradient sums of every site's sample, added up and divided by how many records it holds on average: no noise, and no privacy.
 *
 * For public records only: it says what the networks can learn at all, and with clipping what is lost to that alone. Without noise the sum of
 * sums is one sum, so it is computed as one.
 */
export function exactHalf({ sites, discriminator, schedule: { sampled, outOf, smoothing }, clippingNorm, classes, uniform }: ExactHalf): RealHalf {
  const all = sites.flat();
  const expected = (sampled / outOf) * all.length;
  let step = 0;
  return (weights) => {
    step += 1;
    const mean = new Float64Array(weights.length);
    const sample = sampled === outOf ? all : all.filter(() => uniform() * outOf < sampled);
    const penalty = step % smoothing.every === 0 ? smoothing.slopes * smoothing.every : 0;
    for (let at = 0; at < sample.length; at += AT_A_TIME) {
      const values = joined(sample.slice(at, at + AT_A_TIME), (numbers) => blurred(numbers, smoothing.blur, uniform), classes);
      addSum(mean, { values, features: sample[0].length, discriminator, weights, clippingNorm, classes, penalty });
    }
    return mean.map((sum) => sum / expected);
  };
}

/** One row after the other, blurred but for their classes. */
function joined(rows: readonly Float32Array[], blur: (numbers: Float32Array) => Float32Array, classes: number): Float32Array {
  const features = rows[0].length;
  const values = new Float32Array(rows.length * features);
  rows.forEach((row, example) => {
    values.set(row, example * features);
    values.set(blur(row.subarray(0, features - classes)), example * features);
  });
  return values;
}

interface BatchSum extends Pick<ExactHalf, 'discriminator' | 'clippingNorm' | 'classes'> {
  /** [rows * features] */
  readonly values: Float32Array;
  readonly features: number;
  readonly weights: Float32Array;
  /** What half a squared slope costs. */
  readonly penalty: number;
}

function addSum(total: Float64Array, { values, features, discriminator, weights, clippingNorm, classes, penalty }: BatchSum): void {
  tidy(() => {
    const run = { inputs: tensor2d(values, [values.length / features, features]), parameters: parametersOf(discriminator, weights) };
    const step = runNetwork(discriminator, run);
    const { factors } = step.pullBack(logitDeltas(step.outputs, 'real'));
    addTo(total, clippingNorm === null ? gradientSum(factors) : clippedGradientSum(factors, { kind: 'flat', norm: clippingNorm }), 1);
    if (penalty > 0) addTo(total, slopePenaltySum(discriminator, { ...run, sloped: features - classes }), penalty);
  });
}

function addTo(total: Float64Array, sums: readonly Tensor2D[], times: number): void {
  let at = 0;
  for (const sum of sums) for (const slope of sum.dataSync<'float32'>()) total[at++] += times * slope;
}
