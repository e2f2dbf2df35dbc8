import { publicCohort, type Choice, type StudyTerms } from '../workload-choice.js';

/** Half the width of a 95 % interval that still tells a useful model (.8) from a coin (.5). */
const WIDEST = 0.15;
/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * Whether an evaluation would tell anything, by how wide the interval about the mean accuracy of the models would be at most; from public
 * numbers alone. Without a public number of patients at every site that cannot be said, and it is made.
 * @param noise standard deviation of the noise of a summed count, in patients
 */
export function chooseUtility({ dictionary, guarantee, sites }: Pick<StudyTerms, 'dictionary' | 'guarantee' | 'sites'>, noise: number, models: number): Choice & { readonly outcome: 'utility' | 'refused' } {
  const cohort = publicCohort({ dictionary, sites });
  const common = { cohort, relativeNoise: { target: null, other: null } };
  if (cohort === null) return { ...common, outcome: 'utility', reason: 'The dictionary declares no public cohort size of every site, so how well the accuracy will be known cannot be said.' };
  const halfWidth = (Z * noise * Math.sqrt(2 / models)) / cohort;
  const known = `${cohort} patients at ${sites.length} ${sites.length === 1 ? 'site' : 'sites'} and epsilon ${guarantee.epsilon}: the mean accuracy of ${models} models will be known to ${halfWidth.toFixed(3)} (half a 95 % interval)`;
  if (halfWidth <= WIDEST) return { ...common, outcome: 'utility', reason: `${known}.` };
  return { ...common, outcome: 'refused', reason: `${known}, more than ${WIDEST}: not enough budget to tell a useful generator from chance. Raise epsilon, or enrol more patients.` };
}
