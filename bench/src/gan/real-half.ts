import { clippedGradientSum, gradientSum, logitDeltas, parametersOf, runNetwork, type Network } from '@commonward/networks';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';

/** What the coordinator learns of real records at a step: the mean gradient of softplus(-logit), at these weights. */
export type RealHalf = (weights: Float32Array) => Float64Array;

/** The rows of each site. */
export type SiteRows = readonly (readonly Float32Array[])[];

export interface ExactHalf {
  readonly sites: SiteRows;
  readonly discriminator: Network;
  /** Every record is in a step with probability sampled / outOf. */
  readonly sampled: number;
  readonly outOf: number;
  /** To what the gradient of each record is clipped; null where none is. */
  readonly clippingNorm: number | null;
  readonly uniform: () => number;
}

/** Records on the device at a time. */
const AT_A_TIME = 256;

/**
 * The gradient sums of every site's sample, added up and divided by how many records it holds on average: no noise, and no privacy.
 *
 * For public records only: it says what the networks can learn at all, and with clipping what is lost to that alone.
 */
export function exactHalf({ sites, discriminator, sampled, outOf, clippingNorm, uniform }: ExactHalf): RealHalf {
  const expected = (sampled / outOf) * sites.reduce((sum, rows) => sum + rows.length, 0);
  return (weights) => {
    const mean = new Float64Array(weights.length);
    for (const rows of sites) {
      const sample = sampled === outOf ? rows : rows.filter(() => uniform() * outOf < sampled);
      for (let at = 0; at < sample.length; at += AT_A_TIME) addSum(mean, { rows: sample.slice(at, at + AT_A_TIME), discriminator, weights, clippingNorm });
    }
    return mean.map((sum) => sum / expected);
  };
}

interface BatchSum extends Pick<ExactHalf, 'discriminator' | 'clippingNorm'> {
  readonly rows: readonly Float32Array[];
  readonly weights: Float32Array;
}

function addSum(total: Float64Array, { rows, discriminator, weights, clippingNorm }: BatchSum): void {
  const features = rows[0].length;
  const values = new Float32Array(rows.length * features);
  rows.forEach((row, example) => values.set(row, example * features));
  tidy(() => {
    const step = runNetwork(discriminator, { inputs: tensor2d(values, [rows.length, features]), parameters: parametersOf(discriminator, weights) });
    const { factors } = step.pullBack(logitDeltas(step.outputs, 'real'));
    const sums = clippingNorm === null ? gradientSum(factors) : clippedGradientSum(factors, { kind: 'flat', norm: clippingNorm });
    let at = 0;
    for (const sum of sums) for (const slope of sum.dataSync<'float32'>()) total[at++] += slope;
  });
}
