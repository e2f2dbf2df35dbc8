import type { AnyDictionary } from '@commonward/schema';
import { durationText } from '../duration-words.js';
import { publicCohort, type Choice, type StudyTerms } from '../workload-choice.js';

/** At this bound models that learnt from records of such a network have lost a quarter of their advantage over chance; images and days need more. docs/results.md, "Networks in a study". */
const LEAST_SIGNAL_TO_NOISE = 4;

/**
 * Whether a neural discriminator would learn anything: the length of the mean gradient of a step if every record's had the clipping
 * norm and all pointed the same way, over the length of the noise on it. It is an upper bound, from public numbers alone.
 *
 * @param noise length of the noise of the sum over all sites, in clipping norms
 * @param seconds of processor time that the largest site needs for all steps
 */
export function chooseGradients({ dictionary, guarantee, sites }: Pick<StudyTerms, 'guarantee' | 'sites'> & { readonly dictionary: AnyDictionary }, { noise, steps, length, seconds }: { readonly noise: number; readonly steps: number; readonly length: number; readonly seconds: number }): Choice & { readonly outcome: 'gradients' | 'refused' } {
  const cohort = publicCohort({ dictionary, sites });
  const units = countedIn(dictionary);
  const common = { cohort, relativeNoise: { target: null, other: cohort === null ? null : noise / cohort } };
  if (cohort === null) return { ...common, outcome: 'refused', reason: `A network is trained only where the dictionary declares the public number of ${units} of every site: without it nobody can say whether its gradients rise above the noise.` };
  const signal = cohort / noise;
  const said = `A network of ${length} weights in ${steps} steps, ${cohort} ${units} at ${sites.length} ${sites.length === 1 ? 'site' : 'sites'} and epsilon ${guarantee.epsilon}: the gradient of a step is at most ${signal.toPrecision(3)} times as long as its noise`;
  if (signal >= LEAST_SIGNAL_TO_NOISE) return { ...common, outcome: 'gradients', reason: `${said} (at least ${LEAST_SIGNAL_TO_NOISE}). Each site releases ${steps + 1} times; the epsilon is that of all together. In all of them the largest site computes for ${durationText(seconds)} on one core of a server; a GPU, or more cores, need less. The setting moments has come nearer to real ${units} wherever both were measured.` };
  return { ...common, outcome: 'refused', reason: `${said}, less than ${LEAST_SIGNAL_TO_NOISE}: such a generator would be no better than chance. Choose the setting moments, which needs ${dictionary.kind === 'table' ? 'a single release' : 'two releases'}, enrol more ${units}, or raise epsilon.` };
}

/** What a site declares the number of. */
function countedIn({ kind, unit }: AnyDictionary): string {
  return kind === 'image' ? 'images' : `${unit}s`;
}
