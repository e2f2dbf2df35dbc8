import { CLIPPINGS, SETTINGS, TUNINGS } from '@commonward/synthesis/plan';
import { z } from 'zod';

/** The shapes of what a study of tables chooses, and of what is expected of each choice. */

export const workload = z.enum(['weighted-pairs', 'target-pairs', 'correlations', 'one-ways', 'allocated', 'noisy-input', 'spectrum', 'scores', 'gradients', 'utility']);

export const setting = z.enum(SETTINGS).describe('What is noised: `moments`, counts and sums of records; `noisy-input`, every record by itself; `dp-training`, the gradients of a neural network, in many rounds. Without it the first.');
export const clipping = z.enum(CLIPPINGS).describe('With the setting `dp-training`, what of a gradient is clipped by itself: `whole`, all of it; `layers`, each layer, and noised as its length calls for. Without it the first.');
export const tuning = z.enum(TUNINGS).describe('`residuals`: the pull of the generator is chosen on the residuals of the released tables, which costs nothing. Without it, it is the same for every study.');

const part = z.number().positive().lt(1);
export const allocation = z
  .union([z.enum(['usual', 'optimal']), z.strictObject({ oneWays: part, targetPairs: part, otherPairs: part })])
  .describe('How rho is divided among blocks of tables: as the chosen workload has it, for the least mean squared noise of a table, or by these shares, which add up to 1.');

const rate = z.number().nonnegative();

export const comparedSetting = z
  .object({
    setting,
    allocation: z.enum(['usual', 'optimal', 'shares']),
    outcome: z.enum([...workload.options, 'refused']),
    problem: z.string().nullable().describe('Why it would be useless or cannot be; null if it can be chosen.'),
    expected: z.object({ oneWay: rate, twoWay: rate }).nullable().describe('Mean total variation of tables of one and of two columns.'),
  })
  .meta({ id: 'ComparedSetting' });
