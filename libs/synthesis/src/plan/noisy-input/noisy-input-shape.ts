import { z } from 'zod';
import { MOST_PLACES, NOISY_WORKLOADS } from './noisy-input-plan.js';

const positiveInteger = z.int().positive();

const SIDES = 2 ** 32;

/** What a plan of randomised records holds beside what every plan holds. */
export const noisyInputShape = {
  discriminator: z.literal('noisy-input'),
  workload: z.enum(NOISY_WORKLOADS),
  trust: z.literal('local', 'randomised records share no noise'),
  aggregation: z.literal('plain', 'randomised records are released one site by itself'),
  places: z.record(z.string(), positiveInteger.max(MOST_PLACES)),
  columns: z.array(z.strictObject({ categories: positiveInteger, replaced: positiveInteger.max(SIDES), outOf: positiveInteger.max(SIDES) })).min(1),
};
