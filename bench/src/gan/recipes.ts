import { NO_SMOOTHING } from './learning.js';
import type { DayRecipes } from './learn-days.js';
import type { ImageRecipes } from './learn-images.js';
import type { RecordRecipes } from './learn-records.js';

/** For a few hundred records; those of the research's prototype, which chose them on these data. */
const small: RecordRecipes['exact']['settings'] = {
  discriminatorUnits: 32,
  latent: 16,
  generatorUnits: 64,
  batch: 256,
  temperature: 0.7,
  rates: { learningRate: 5e-3, kept: [0.5, 0.9] },
  averaging: 0.98,
};

export const recordRecipes: RecordRecipes = {
  exact: { settings: small, schedule: { steps: 600, perGeneratorStep: 5, sampled: 1, outOf: 1, smoothing: NO_SMOOTHING } },
  clipped: { settings: small, schedule: { steps: 200, perGeneratorStep: 5, sampled: 1, outOf: 4, smoothing: NO_SMOOTHING }, clippingNorm: 0.5 },
};

/** Records that a step of the trial's training holds on average, however many there are. */
const TRIAL_BATCH = 500;

/** For thousands of patients with 19 columns. Chosen on seed 100, which is not reported. */
export function trialRecipes(records: number): RecordRecipes {
  const settings = { ...small, latent: 32, averaging: 0.97 };
  const schedule = { steps: 800, perGeneratorStep: 5, sampled: 1, outOf: Math.max(1, Math.round(records / TRIAL_BATCH)), smoothing: NO_SMOOTHING };
  return { exact: { settings, schedule }, clipped: { settings, schedule, clippingNorm: 2 } };
}

/** Without noise chosen on seed 100, which is not reported; clipped those of the research's prototype in fewer steps, not tuned. */
export const imageRecipes: ImageRecipes = {
  exact: {
    settings: { levels: 2, discriminatorFilters: 16, generatorFilters: 16, latent: 32, batch: 64, rates: { learningRate: 1e-3, kept: [0.5, 0.9] }, averaging: 0.995 },
    schedule: { steps: 2500, perGeneratorStep: 1, sampled: 1, outOf: 72, smoothing: NO_SMOOTHING },
  },
  clipped: {
    settings: { levels: 2, discriminatorFilters: 16, generatorFilters: 16, latent: 32, batch: 64, rates: { learningRate: 5e-4, kept: [0.5, 0.9] }, averaging: 0.9 },
    schedule: { steps: 400, perGeneratorStep: 2, sampled: 1, outOf: 20, smoothing: NO_SMOOTHING },
    clippingNorm: 1,
  },
};

/** As for images. */
export const dayRecipes: DayRecipes = {
  exact: {
    settings: { discriminatorFilters: 32, generatorUnits: 48, stepsAtATime: 3, latent: { ofSeries: 12, ofStep: 12, ofPlace: 6 }, batch: 128, rates: { learningRate: 1e-3, kept: [0.5, 0.9] }, averaging: 0.998 },
    schedule: { steps: 3000, perGeneratorStep: 1, sampled: 1, outOf: 6, smoothing: { blur: 0.04, slopes: 0.8, every: 4 } },
  },
  clipped: {
    settings: { discriminatorFilters: 6, generatorUnits: 48, stepsAtATime: 3, latent: { ofSeries: 12, ofStep: 12, ofPlace: 6 }, batch: 128, rates: { learningRate: 2e-3, kept: [0.5, 0.9] }, averaging: 0.98 },
    schedule: { steps: 400, perGeneratorStep: 2, sampled: 1, outOf: 1, smoothing: NO_SMOOTHING },
    clippingNorm: 0.5,
  },
};
