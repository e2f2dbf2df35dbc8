/** What is true of every plan, in the words that exports state and people read. */
export const trustWords = 'local: every site added the full noise itself before anything left it, so its guarantee needs nobody else to be honest';

export const postProcessingWords = 'Generator, exports, any number of rows and all conditions are computed from the releases alone and cost nothing more.';

export const assumptions: readonly string[] = [
  'Patients of different sites are taken as disjoint. A patient in the records of k sites is protected with rho multiplied by k.',
  'One record for each patient: of repeated patients the first record counts.',
  'The bounds, bins and categories of the data dictionary are public and were not computed from records.',
];

export const notProtected: readonly string[] = [
  'that a site takes part, when it answered, and how many bytes it sent',
  'what is true of the population: the synthetic records are meant to tell it',
  'the data dictionary and the declared cohort sizes, which are public',
];
