import { z } from 'zod';

export const count = z.int().nonnegative();
export const share = z.number().min(0).max(1);

/** A number and its 95 % interval. */
export const estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
