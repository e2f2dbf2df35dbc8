import { BatchedNetwork, type Network } from '@commonward/networks';
import { Sensitive, systemRandom } from '@commonward/privacy';
import type { GradientPlan } from '@commonward/synthesis/plan';
import { networkStep } from '@commonward/synthesis/site/networks';
import type { RealHalf, SiteRows } from './real-half.js';

/** Examples on the device at a time. */
const MICROBATCH = 64;

export interface NoisedHalf {
  readonly sites: SiteRows;
  readonly discriminator: Network;
  readonly plan: GradientPlan;
  /** How many records all sites have, as they declare publicly: the sum is divided by how many of them a sample holds on average. */
  readonly publicRecords: number;
}

/** The releases of every site, each with the full noise, added up. */
export function noisedHalf({ sites, discriminator, plan, publicRecords }: NoisedHalf): RealHalf {
  const batched = BatchedNetwork.checked({ network: discriminator, features: sites[0][0].length, microbatch: MICROBATCH });
  const patients = sites.map((rows) => Sensitive.of(rows.map((row) => [row])));
  const unit = plan.grid * (plan.sampled / plan.outOf) * publicRecords;
  return (parameters) => {
    const mean = new Float64Array(parameters.length);
    for (const site of patients) {
      const { value } = networkStep(site, { plan, source: batched, parameters, rowOf: (row) => row, random: systemRandom });
      for (let i = 0; i < mean.length; i++) mean[i] += value[i] / unit;
    }
    return mean;
  };
}
