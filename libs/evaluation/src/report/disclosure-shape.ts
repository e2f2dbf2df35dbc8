import { z } from 'zod';
import { count, estimate } from './estimate-shape.js';

const membership = z.strictObject({
  auroc: estimate,
  truePositives: z.strictObject({ found: count, members: count, rate: estimate }).describe('At a cut that takes at most 1 % of the held-out records for training records.'),
});
const attempts = z.strictObject({ attempts: count, successes: count });
const attack = z.strictObject({ members: attempts, control: attempts, risk: estimate });

/** What attacks on the synthetic records found out, each run on training records and on held-out ones. */
export const disclosureShape = z.strictObject({
  samples: z.strictObject({ members: count, nonMembers: count, targets: count, crowd: count, synthetic: count }).describe('Records that the attacks used; fewer than there are where all would take too long.'),
  nearerToTraining: z.strictObject({ training: count, heldOut: count, tied: count, share: estimate }),
  membership: z.strictObject({ distance: membership, densityRatio: membership }),
  singlingOut: z.strictObject({ univariate: attack, multivariate: attack }),
  linkability: attack,
  attributeInference: attack.describe('Of the target.'),
});
