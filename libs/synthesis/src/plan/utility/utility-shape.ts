import { z } from 'zod';
import { MODELS } from './utility-plan.js';

const count = z.int().positive();
const hex = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');

/** More would cost every site minutes, and the models little. */
export const MOST_SYNTHETIC = 5000;

/** What a plan of an evaluation holds beside what every plan holds. @param variance the shape of a variance of noise */
export function utilityShape(variance: z.ZodInt) {
  const block = <const Name extends string>(name: Name) => z.strictObject({ name: z.literal(name), variance });
  return {
    evaluates: z.strictObject({ study: z.string().min(1).max(200), generatorSha256: hex }),
    synthetic: z.strictObject({ rows: count.max(MOST_SYNTHETIC), codes: z.base64() }),
    models: z.array(z.enum(MODELS)).min(1),
    scoreClasses: count.min(2).max(64),
    blocks: z.tuple([block('confusion'), block('scores')]),
  };
}
