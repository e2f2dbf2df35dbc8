import { z } from 'zod';
import { TABLE_BLOCKS } from './score-tables.js';
import { SCORES_SCOPES } from './scores-plan.js';

const count = z.int().positive();

/** What a plan of days holds beside what every plan holds. @param variance the shape of a variance of noise */
export function scoresShape(variance: z.ZodInt) {
  const blocks = z.array(z.strictObject({ name: z.enum([...TABLE_BLOCKS, 'moments']), length: count, clippingNorm: count, variance })).min(1);
  const numbers = z.array(z.number());
  return {
    scope: z.enum(SCORES_SCOPES),
    tables: blocks,
    moments: blocks,
    part: z.discriminatedUnion('name', [z.strictObject({ name: z.literal('tables') }), z.strictObject({ name: z.literal('moments'), means: numbers, spreads: numbers })]),
  };
}
