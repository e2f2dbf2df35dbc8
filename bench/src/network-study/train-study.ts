import { BatchedNetwork } from '@commonward/networks';
import { discreteGaussian, systemRandom } from '@commonward/privacy';
import { afterStep, aggregate, beginStudy, nextStep, type NetworkStudy } from '@commonward/synthesis/coordinator';
import { clippedParts, discriminatorOf, rowLength, type GradientsPlan } from '@commonward/synthesis/plan';
import { boundClasses, releaseVariances, type NetworkRecords } from '@commonward/synthesis/site';
import { boundGradients } from '@commonward/synthesis/site/networks';
import { seenBy } from '../seen-by.js';

const MICROBATCH = 256;

/**
 * One study in this process: every site bounds and noises its own records, round by round, and the coordinator sees the sums only. Masks
 * add up to zero and are left out; ledger and sockets change no number.
 * @param records of each site
 */
export function trainStudy(first: GradientsPlan, records: readonly NetworkRecords[]): NetworkStudy {
  const batched = BatchedNetwork.checked({ network: discriminatorOf(first), features: rowLength(first.dictionary), microbatch: MICROBATCH });
  const summed = (plan: GradientsPlan) => {
    const releases = records.map((own) => {
      const bounded = plan.part.name === 'classes' ? boundClasses(own, plan) : boundGradients(own, plan, batched);
      return discreteGaussian(bounded, { variances: releaseVariances(plan), random: systemRandom }).value;
    });
    return { sum: aggregate(seenBy(plan, releases), plan), contributors: plan.sites };
  };
  let study = beginStudy(first, summed(first));
  for (let plan = nextStep(study); plan !== null; plan = nextStep(study)) study = afterStep(study, summed(plan));
  return study;
}

/** As the gate has it, of the records that there are: how many times as long as its noise the gradient of a step is at most. */
export function signalToNoise(plan: GradientsPlan, records: number): number {
  const noise = clippedParts(plan).reduce((sum, { length }, at) => sum + length * plan.variances.step[at], 0);
  return (records * plan.grid) / Math.sqrt(plan.sites.length * noise);
}
