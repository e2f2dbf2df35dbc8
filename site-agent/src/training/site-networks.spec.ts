import { afterEach, describe, expect, it } from '@jest/globals';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { gradientLength, weightsText, type GradientsPlan } from '@commonward/synthesis/plan';
import { aGradientsPlan } from '../../../libs/synthesis/test/a-gradients-study.js';
import { aPlan, simulatedPatients } from '../../../libs/synthesis/test/simulated-table.js';
import { OperatorError } from '../operator-error.js';
import type { Networks } from './networks.js';
import { siteNetworks } from './site-networks.js';

const first = aGradientsPlan();
const step: GradientsPlan = { ...first, part: { name: 'step', step: 1, weights: weightsText(new Float32Array(gradientLength(first)).fill(0.1)) } };
const told: string[] = [];
const networks = (expectGpu = false, threads = 1) => siteNetworks({ expectGpu, threads, told: (device) => told.push(device) });

async function prepared(plan: GradientsPlan): Promise<Networks> {
  const own = networks();
  await own.prepare(plan);
  return own;
}

describe('the networks of a site', () => {
  afterEach(() => void told.splice(0));

  it('start no device for a plan that needs none', async () => {
    await networks(true).prepare(aPlan());
    expect(told).toEqual([]);
  });

  it('start one device for all rounds of a study, say which and why, and give what the plan promises', async () => {
    const own = networks();
    for (const plan of [first, step, step]) await own.prepare(plan);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^Networks are computed by (tensorflow|wasm|javascript) on a (cpu|gpu) \(.+, on one thread\): .+/);
    const bounded = own.gradients({ kind: 'table', records: Sensitive.of([simulatedPatients(20, 1)]) }, step);
    expect(discreteGaussian(bounded, { variances: step.variances.step, random: systemRandom }).value).toHaveLength(gradientLength(first));
  });

  it('need no other thread for a study whose sites declare no more records than a batch has', async () => {
    const small = { ...step, dictionary: { ...step.dictionary, publicCohortSize: { north: 256, south: 20 } } };
    const own = networks(false, 4);
    await own.prepare(small);
    const table = (): Parameters<typeof own.gradients> => [{ kind: 'table', records: Sensitive.of([simulatedPatients(20, 1)]) }, small];
    expect(own.gradients(...table()).blocks).toEqual((await prepared(small)).gradients(...table()).blocks);
  });

  it('leave a plan unanswered where a GPU is expected and none computes, in one sentence, and read nothing', async () => {
    const own = networks(true);
    await expect(own.prepare(first)).rejects.toThrow(OperatorError);
    await expect(own.prepare(first)).rejects.toThrow(/^A GPU is expected, but \w+ computes on the CPU/);
    expect(() => own.gradients({ kind: 'table', records: Sensitive.of([]) }, step)).toThrow('before its network was prepared');
  });
});
