import { z } from 'zod';
import { CLIPPINGS } from './gradients-plan.js';

/** Wider is more numbers to be noised than any number of patients outweighs. */
export const MOST_UNITS = 256;
/** Each is a round of all sites. */
export const MOST_STEPS = 1000;

/** What a plan of a neural discriminator holds beside what every plan holds. @param variance the shape of a variance of noise */
export const gradientsShape = (variance: z.ZodInt) => ({
  discriminator: z.literal('network'),
  units: z.int().positive().max(MOST_UNITS),
  steps: z.int().positive().max(MOST_STEPS),
  clipping: z.enum(CLIPPINGS),
  variances: z.strictObject({ classes: variance, step: z.array(variance).min(1) }),
  part: z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('classes') }),
    z.strictObject({ name: z.literal('step'), step: z.int().positive(), weights: z.base64() }),
  ]),
});
