import { countedShares, imagesPerUnit, personWordsOf, type GradientsPlan, type TrainingPlan } from '@commonward/synthesis/plan';

/** Whose honesty the plan's guarantee needs, and what the coordinator sees of the releases. */
export function trustWords(plan: TrainingPlan): string {
  switch (plan.trust) {
    case 'local':
      if (plan.encoding === 'noisy-input') return 'local: every record was randomised by itself before anything was counted, so its guarantee needs nobody else to be honest, not even whoever counts';
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
    ...contentAssumptions(plan),
  ];
}

function contentAssumptions(plan: TrainingPlan): readonly string[] {
  switch (plan.encoding) {
    case 'pairs':
      return ['One record for each patient: of repeated patients the first record counts.', 'The bounds, bins and categories of the data dictionary are public and were not computed from records.'];
    case 'spectrum':
      return [
        recordsOfUnit(plan),
        'The size, the greys and the classes of the data dictionary, the frequencies and every clipping norm are public and were not computed from images.',
        'Each site releases twice; the second release is about centres that follow from the first ones, and the guarantee is that of both together.',
      ];
    case 'scores':
      return [
        recordsOfUnit(plan),
        'The grid of a day, the bounds and bins of every channel and every clipping norm are public and were not computed from days.',
        'Each site releases twice; the second release is about means and spreads that follow from the first ones, and the guarantee is that of both together.',
      ];
    case 'gradients':
      return [
        recordsOfUnit(plan),
        'The data dictionary, the network and the clipping norm are public and were not computed from records.',
        `Each site releases ${plan.steps + 1} times, every record in each; what is asked follows from the releases before, and the guarantee is that of all together.`,
        'The gradient of a record depends on that record and the public weights, and on nothing else at the site.',
      ];
    case 'utility':
      return [
        'One record for each patient: of repeated patients the first record counts.',
        'The bounds, bins and categories of the data dictionary are public and were not computed from records.',
        'The models learnt from synthetic records alone, and what each says of a record depends on that record and on nothing else at the site.',
      ];
    case 'noisy-input':
      return [
        'One record for each patient: of repeated patients the first record counts.',
        'The bounds, bins and categories of the data dictionary are public and were not computed from records.',
        'The number of places of a site is public and follows from the size that it has declared; records beyond it were left out.',
      ];
    default:
      return plan satisfies never;
  }
}

function recordsOfUnit({ dictionary, guarantee: { unit } }: Pick<GradientsPlan, 'dictionary' | 'guarantee'>): string {
  switch (dictionary.kind) {
    case 'table':
      return 'One record for each patient: of repeated patients the first record counts.';
    case 'image':
      return unit === 'patient' ? `Of a patient at most ${imagesPerUnit(dictionary)} images are used, the first ones; all of them together are protected.` : 'Every image is protected by itself.';
    case 'series':
      return `Of a patient at most ${dictionary.daysPerPatient} days are used, the first ones; ${unit === 'patient' ? 'they count with their mean, and all of them together are protected.' : 'every day is protected by itself.'}`;
    default:
      return dictionary satisfies never;
  }
}

/** What is not promised; a guarantee for less than a person says so first. */
export const notProtectedBy = (plan: TrainingPlan): readonly string[] => [...[personWordsOf(plan)].filter((words) => words !== null), ...notProtected];

function overlappingWords(plan: TrainingPlan): string {
  if (plan.trust === 'local') return 'A patient in the records of k sites is protected with rho multiplied by k.';
  return `A patient in the records of k sites moves the one sum k times as far, and is protected with rho multiplied by k times the smaller of k and ${countedShares(plan)}.`;
}

const notProtected: readonly string[] = [
  'that a site takes part, when it answered, and how many bytes it sent',
  'what is true of the population: the synthetic records are meant to tell it',
  'the data dictionary and the declared cohort sizes, which are public',
];
