import type { Guarantee } from '@commonward/accounting';
import type { ImageDictionary } from '@commonward/schema';
import { personWords } from '../person-words.js';
import { declaredSize, publicCohort, times, type Choice } from '../workload-choice.js';

interface Terms {
  readonly dictionary: ImageDictionary;
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
}

const COVARIED = [144, 100, 64, 36] as const;
export const [MOST_COVARIED] = COVARIED;
const FEWEST = COVARIED[COVARIED.length - 1];
/** Noise in the spectrum of a covariance matrix, as a multiple of a feature's own variance of about 1. */
const MOST_NOISE = 0.8;
const USELESS_NOISE = 4;

/** What is chosen, in words; and between how many coefficients the covariances are learnt, null if the study is refused. */
export interface SpectrumChoice {
  readonly choice: Choice;
  readonly covaried: number | null;
}

/**
 * Chooses between how many coefficients the covariances are learnt, by the public signal-to-noise rule: the most for which the noise of
 * the largest eigenvalue of the summed covariances, sigma sqrt(m S) / n, is at most .8; the fewest up to 4; else the study is refused.
 * Without a public number of images at every site the rule cannot be applied, and the fewest are taken.
 * @param varianceFor of one site's noise on a covariance between m coefficients, in squared units of the features
 */
export function chooseSpectrum(terms: Terms, varianceFor: (covaried: number) => number): SpectrumChoice {
  const cohort = publicCohort(terms);
  if (cohort === null) return unchecked(terms);
  const noiseFor = (covaried: number) => Math.sqrt(varianceFor(covaried) * terms.sites.length * covaried) / cohort;
  const covaried = COVARIED.find((m) => noiseFor(m) <= MOST_NOISE) ?? FEWEST;
  const noise = noiseFor(covaried);
  const common = { cohort, relativeNoise: { target: null, other: noise } };
  if (noise > USELESS_NOISE) return { choice: { ...common, outcome: 'refused', reason: refusal(terms, { cohort, noise }) }, covaried: null };
  const limit = noise <= MOST_NOISE ? `at most ${MOST_NOISE}` : `more than ${MOST_NOISE}, so finer structure is left out`;
  const reason = `Of the covariances between ${covaried} coefficients of an image the noise is ${times(noise)} the content (${limit}). ${twoReleases(terms)}`;
  return { choice: { ...common, outcome: 'spectrum', reason }, covaried };
}

const twoReleases = ({ guarantee, dictionary: { imagesPerPatient } }: Terms): string =>
  'Each site releases twice, first how many images of each class there are and their mean, then how they vary about it; the epsilon is that of both, and no site begins that cannot pay for both. ' +
  (personWords({ guarantee, perPerson: imagesPerPatient }) ?? `It protects a patient with all images of theirs that are used, at most ${imagesPerPatient}.`);

function refusal({ guarantee: { epsilon, delta }, sites }: Terms, { cohort, noise }: { cohort: number; noise: number }): string {
  return (
    `${cohort} images at ${sites.length} ${sites.length === 1 ? 'site' : 'sites'} are too few for epsilon ${epsilon} and delta ${delta}: ` +
    `even between ${FEWEST} coefficients the noise would be ${times(noise)} the content, more than ${USELESS_NOISE}. Raise epsilon, or enrol more images.`
  );
}

function unchecked(terms: Terms): SpectrumChoice {
  const silent = terms.sites.filter((site) => declaredSize(terms.dictionary, site) === null).join(', ');
  const reason = `The dictionary declares no public number of images for ${silent}, so the noise cannot be compared with it: covariances between the fewest coefficients, ${FEWEST}, are measured. ${twoReleases(terms)}`;
  return { choice: { outcome: 'spectrum', reason, relativeNoise: { target: null, other: null }, cohort: null }, covaried: FEWEST };
}
