import type { DpEvent } from '@commonward/accounting';

/** Noisy gradient steps on Poisson samples; losses are 1e-4 apart in either accountant. */
export const TASK = Object.freeze({ sigma: 1, sampled: 1, outOf: 100, steps: 10_000, delta: 1e-5, interval: 1e-4 });

export const TASK_EVENT: DpEvent = {
  kind: 'composed',
  parts: [
    {
      event: { kind: 'poisson-sampled', sampled: TASK.sampled, outOf: TASK.outOf, event: { kind: 'gaussian', noiseMultiplier: TASK.sigma } },
      times: TASK.steps,
    },
  ],
};
