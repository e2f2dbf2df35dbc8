import { MODELS } from '@commonward/synthesis/plan';
import { z } from 'zod';

const share = z.number();

const estimate = z.object({ value: share, low: share, high: share }).meta({ id: 'Estimate', description: 'A share, and the bounds of a 95 % interval that the noise of its releases leaves.' });

const modelEstimates = z
  .object({
    model: z.enum(MODELS),
    accuracy: estimate,
    auroc: estimate,
    classes: z.array(z.object({ precision: estimate, recall: estimate, f1: estimate })),
    confusion: z.array(z.array(share)).describe('By true and predicted class, in shares of all records; noise can make one negative.'),
  })
  .meta({ id: 'ModelEstimates' });

const support = z.array(z.number()).describe('Records of each class, estimated.');

export const evaluation = z
  .object({
    evaluatedAt: z.iso.datetime(),
    utility: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('estimated'), support, guess: estimate.describe('What always naming the commoner class gets right.'), accuracy: estimate, auroc: estimate, models: z.array(modelEstimates) }),
      z.object({ kind: z.literal('drowned'), support }),
    ]),
    leftOut: z.array(z.object({ site: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Evaluation', description: 'How well models that saw synthetic records only do on the real records of the sites, as far as the noise that was paid for lets it be known.' });
