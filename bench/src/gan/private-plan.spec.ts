import { rdpAccountant } from '@commonward/accounting';
import { gradientStepEvent } from '@commonward/synthesis/plan';
import { describe, expect, it } from '@jest/globals';
import { forecastSignalToNoise, privatePlan } from './private-plan.js';

const guarantee = { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
const training = { guarantee, steps: 50, sampled: 1, outOf: 4, clippingNorm: 0.5, parameters: 2000 };

describe('privatePlan', () => {
  it('spends the guarantee on all steps together, and no more', () => {
    const plan = privatePlan(training);
    const curve = rdpAccountant.account({ kind: 'composed', parts: [{ event: gradientStepEvent(plan), times: training.steps }] }, 'add-or-remove-one');
    if (curve.kind === 'refused') throw new Error(curve.reason);
    const spent = curve.epsilonAt(guarantee.delta);
    expect(spent).toBeLessThanOrEqual(3);
    expect(spent).toBeGreaterThan(2.98);
  });

  it('is refused with one sentence if no noise is enough', () => {
    expect(() => privatePlan({ ...training, guarantee: { ...guarantee, epsilon: 0.01 }, steps: 10_000 })).toThrow(/^The training cannot be planned: Even with noise/);
  });
});

describe('forecastSignalToNoise', () => {
  it('is the length of q n gradients of the clipping norm over that of the noise of every site', () => {
    const plan = { ...privatePlan(training), blocks: [{ length: 100, clippingNorm: 50, variance: 400 }] };
    // 0.25 * 800 * 50 over the length of four noises of 100 coordinates with standard deviation 20.
    expect(forecastSignalToNoise(plan, { records: 800, sites: 4 })).toBeCloseTo((0.25 * 800 * 50) / (2 * 10 * 20), 10);
  });
});
