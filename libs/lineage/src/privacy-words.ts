import { countedShares, type TrainingPlan } from '@commonward/synthesis/plan';

/** Whose honesty the plan's guarantee needs, and what the coordinator sees of the releases. */
export function trustWords(plan: TrainingPlan): string {
  switch (plan.trust) {
    case 'local':
      return `local: every site added the full noise itself before anything left it, so its guarantee needs nobody else to be honest${seenWords(plan)}`;
    case 'shared':
      return (
        'shared: every site added only its share of the noise, so its guarantee needs others to be honest: of the sites in the sum, at least ' +
        `${countedShares(plan)} must add their shares and keep them to themselves${seenWords(plan)}. Against all others together the view "alone" is all that is left`
      );
  }
}

function seenWords(plan: TrainingPlan): string {
  return plan.aggregation === 'plain' ? '' : `; the coordinator sees nothing but the sum of at least ${plan.threshold} releases`;
}

export const postProcessingWords = 'Generator, exports, any number of rows and all conditions are computed from the releases alone and cost nothing more.';

/** What is taken for granted, in the words that exports state and people read. */
export function assumptionsOf(plan: TrainingPlan): readonly string[] {
  return [
    `Patients of different sites are taken as disjoint. ${overlappingWords(plan)}`,
    'One record for each patient: of repeated patients the first record counts.',
    'The bounds, bins and categories of the data dictionary are public and were not computed from records.',
  ];
}

function overlappingWords(plan: TrainingPlan): string {
  if (plan.trust === 'local') return 'A patient in the records of k sites is protected with rho multiplied by k.';
  return `A patient in the records of k sites moves the one sum k times as far, and is protected with rho multiplied by k times the smaller of k and ${countedShares(plan)}.`;
}

export const notProtected: readonly string[] = [
  'that a site takes part, when it answered, and how many bytes it sent',
  'what is true of the population: the synthetic records are meant to tell it',
  'the data dictionary and the declared cohort sizes, which are public',
];
