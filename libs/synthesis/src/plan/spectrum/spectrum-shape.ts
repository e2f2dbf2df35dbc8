import { z } from 'zod';

const count = z.int().positive();

/** What a plan of images holds beside what every plan holds. @param variance the shape of a variance of noise */
export function spectrumShape(variance: z.ZodInt) {
  const block = <const Name extends string>(name: Name) => z.strictObject({ name: z.literal(name), length: count, clippingNorm: count, variance });
  return {
    coefficients: count,
    covaried: count,
    centres: z.tuple([block('counts'), block('centres')]),
    shapes: z.tuple([block('covariances'), block('details')]),
    part: z.discriminatedUnion('name', [z.strictObject({ name: z.literal('centres') }), z.strictObject({ name: z.literal('shapes'), centres: z.array(z.number()) })]),
  };
}
