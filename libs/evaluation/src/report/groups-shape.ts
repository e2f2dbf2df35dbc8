import { z } from 'zod';
import { GROUP_FINDINGS } from '../equity/findings.js';
import { CLASSIFIER_NAMES } from '../classifiers/six.js';
import { count, estimate, share } from './estimate-shape.js';

const name = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('hospital'), hospital: z.int().min(1) }),
  z.strictObject({ kind: z.literal('cell'), column: z.string(), label: z.string() }),
]);

export const groupShape = z.strictObject({
  name,
  records: z.strictObject({ synthetic: count.nullable(), train: count, test: count }).describe('A synthetic record is of no hospital.'),
  accuracy: z.strictObject({ records: count, synthetic: estimate, real: estimate, difference: estimate }).nullable().describe('Means over the classifiers, on test records of the group.'),
  membership: estimate.nullable().describe('AUROC of guessing by distance who of the group was trained on.'),
  findings: z.array(z.enum(GROUP_FINDINGS)).describe('What everyone’s numbers hide.'),
});

export const importanceShape = z.strictObject({
  models: z.array(z.enum(CLASSIFIER_NAMES)),
  columns: z.array(z.strictObject({ column: z.string(), synthetic: z.number().min(-1).max(1), real: z.number().min(-1).max(1) })).describe('AUROC that is lost when the values of a column are exchanged among test records.'),
  rankCorrelation: z.number().min(-1).max(1),
});

export const auditShape = z.strictObject({
  pairs: count,
  guesses: count,
  correct: count,
  confidence: share,
  claim: z.strictObject({ epsilon: z.number().positive(), delta: share }),
  shownEpsilon: z.number().min(0).describe('The records were given away at least this far.'),
});
