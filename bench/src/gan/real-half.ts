import { gradientSum, logitDeltas, parametersOf, runNetwork, type Network } from '@commonward/networks';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';

/** What the coordinator learns of real records at a step: the mean gradient of softplus(-logit), at these weights. */
export type RealHalf = (weights: Float32Array) => Float64Array;

/**
 * Every site's exact gradient sum, added up and divided by how many records there are: no noise, and no privacy.
 *
 * For public records only: it says what the networks can learn at all.
 * @param sites the rows of each site
 */
export function exactHalf(sites: readonly (readonly Float32Array[])[], discriminator: Network): RealHalf {
  const records = sites.reduce((sum, rows) => sum + rows.length, 0);
  const flat = sites.map((rows) => ({ rows: rows.length, values: Float32Array.from(rows.flatMap((row) => [...row])) }));
  return (weights) => {
    const mean = new Float64Array(weights.length);
    for (const site of flat) addSiteSum(mean, { ...site, discriminator, weights });
    return mean.map((sum) => sum / records);
  };
}

interface SiteSum {
  readonly rows: number;
  /** [rows * features] */
  readonly values: Float32Array;
  readonly discriminator: Network;
  readonly weights: Float32Array;
}

function addSiteSum(total: Float64Array, { rows, values, discriminator, weights }: SiteSum): void {
  tidy(() => {
    const step = runNetwork(discriminator, { inputs: tensor2d(values, [rows, values.length / rows]), parameters: parametersOf(discriminator, weights) });
    let at = 0;
    for (const sum of gradientSum(step.pullBack(logitDeltas(step.outputs, 'real')).factors)) {
      for (const slope of sum.dataSync<'float32'>()) total[at++] += slope;
    }
  });
}
