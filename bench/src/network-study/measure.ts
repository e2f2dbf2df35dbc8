import type { Guarantee } from '@commonward/accounting';
import { fidelity, stratifiedSplit, targetProblem, trainSyntheticTestReal, type SiteRecords } from '@commonward/evaluation';
import { BatchedNetwork } from '@commonward/networks';
import { discreteGaussian, Sensitive, systemRandom, type Bounded } from '@commonward/privacy';
import { encodeTable, type DataDictionary, type RecordTable } from '@commonward/schema';
import { afterStep, beginStudy, generatorOf, nextStep, sampleRecords, type NetworkStudy } from '@commonward/synthesis/coordinator';
import { discriminatorWidths, planGradients, type GradientsPlan, type Trust } from '@commonward/synthesis/plan';
import { boundClasses, releaseVariances } from '@commonward/synthesis/site';
import { boundGradients, discriminatorNetwork } from '@commonward/synthesis/site/networks';
import { planned } from '../planned.js';
import { publicSeed } from '../public-seed.js';
import { UsageError } from '../usage-error.js';

export interface NetworkTask {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly steps: number;
  readonly seed: number;
  /** Seconds of processor time that this process has used. */
  readonly cpuSeconds: () => number;
}

/** Means over six classifiers, trained on synthetic (or real) records and tested on real ones. */
export interface NetworkScores {
  readonly epsilon: number;
  readonly seed: number;
  readonly accuracy: number;
  readonly auroc: number;
  readonly real: { readonly accuracy: number; readonly auroc: number };
  readonly tv1: number;
  readonly tv2: number;
  /** What the gate says of the plan: at most so many times is the gradient of a step as long as its noise. */
  readonly signalToNoise: number;
  readonly cpuSeconds: number;
}

const CLASSIFIER_SEED = 0;
const MICROBATCH = 256;

/**
 * One study in this process: every site bounds and noises its own records, round by round, and the coordinator sees the sums only. Masks
 * add up to zero and are left out; ledger and sockets change no number.
 * @throws UsageError if the target allows no scores, or the study cannot be planned
 */
export function measure({ dictionary, sites, guarantee, trust, steps, seed, cpuSeconds }: NetworkTask): NetworkScores {
  const problem = targetProblem(dictionary);
  if (problem !== null) throw new UsageError(`${problem}.`);
  const split = stratifiedSplit(sites, dictionary, seed);
  const before = cpuSeconds();
  const terms = { study: `bench-network-${dictionary.name}`, guarantee, trust, aggregation: trust === 'shared' ? 'masked' : 'plain', sites: sites.map(({ name }) => name), steps, seed: publicSeed(seed) } as const;
  const plan = planned(dictionary.publicCohortSize, (publicCohortSize) => planGradients({ ...terms, dictionary: { ...dictionary, publicCohortSize } }), true);
  const study = trained(plan, split.sites.map(({ table }) => table));
  const synthetic = sampleRecords({ generator: generatorOf(study), plan, rows: split.train.rows, conditions: [], stream: 'bench' });
  const seconds = cpuSeconds() - before;
  const scores = (train: RecordTable) => {
    const { accuracy, auroc } = trainSyntheticTestReal({ train, test: split.test, dictionary, seed: CLASSIFIER_SEED });
    return { accuracy, auroc };
  };
  const { tv1, tv2 } = fidelity({ synthetic, real: split.train, dictionary });
  return { epsilon: guarantee.epsilon, seed, ...scores(synthetic), real: scores(split.train), tv1, tv2, signalToNoise: signalToNoise(plan, split.train.rows), cpuSeconds: seconds };
}

function trained(first: GradientsPlan, tables: readonly RecordTable[]): NetworkStudy {
  const records = tables.map((table) => Sensitive.of([encodeTable(table, first.dictionary)]));
  const batched = BatchedNetwork.checked({ network: discriminatorNetwork(first), features: discriminatorWidths(first)[0], microbatch: MICROBATCH });
  const bounded = (own: (typeof records)[number], plan: GradientsPlan): Bounded<Int32Array> => (plan.part.name === 'classes' ? boundClasses(own, plan) : boundGradients(own, plan, batched));
  const summed = (plan: GradientsPlan) => {
    const releases = records.map((own) => discreteGaussian(bounded(own, plan), { variances: releaseVariances(plan), random: systemRandom }).value);
    const sum = Float64Array.from(releases[0], (_, at) => releases.reduce((total, release) => total + release[at], 0));
    return { sum: { sum, sites: releases.length }, contributors: plan.sites };
  };
  let study = beginStudy(first, summed(first));
  for (let plan = nextStep(study); plan !== null; plan = nextStep(study)) study = afterStep(study, summed(plan));
  return study;
}

/** As the gate has it, of the records that there are. */
function signalToNoise(plan: GradientsPlan, records: number): number {
  const [cells, units] = discriminatorWidths(plan);
  const length = (cells + 1) * units + units + 1;
  return (records * plan.grid) / Math.sqrt(plan.sites.length * length * plan.variances.step);
}
