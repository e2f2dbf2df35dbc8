import type { Guarantee } from '@commonward/accounting';
import type { SeriesDictionary } from '@commonward/schema';
import { personWords } from '../person-words.js';
import { countedShares, type Protection } from '../protection.js';
import { declaredSize, publicCohort, type Choice } from '../workload-choice.js';
import { scoresForecast, type ScoresForecast } from './scores-forecast.js';
import type { ScoresScope } from './scores-plan.js';

interface Terms {
  readonly dictionary: SeriesDictionary;
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  readonly protection: Protection;
}

/** Of days whose number nobody has declared. */
const UNCHECKED: ScoresScope = 'weak';

/** What is chosen, in words; and what a plan may promise, null if the study is refused. */
export interface ScoresChoice {
  readonly choice: Choice;
  readonly scope: ScoresScope | null;
}

/**
 * Decides by the public signal-to-noise rule (`series-gate.ts`) whether days are worth publishing, and whether under the label of
 * weak relations. Without a public number of units at every site the rule cannot be applied, and days bear the label.
 */
export function chooseScores(terms: Terms): ScoresChoice {
  const forecast = forecastFor(terms);
  if (forecast === null) return { choice: { outcome: 'scores', reason: `${uncheckedSentence(terms)} ${twoReleases(terms)}`, relativeNoise: { target: null, other: null }, cohort: null }, scope: UNCHECKED };
  const { noise, sentences } = forecast;
  const common = { cohort: publicCohort(terms), relativeNoise: { target: null, other: noise.correlation } };
  const scope = scopeOf(forecast);
  if (scope === null) return { choice: { ...common, outcome: 'refused', reason: sentences[0] }, scope };
  return { choice: { ...common, outcome: 'scores', reason: [...sentences, twoReleases(terms)].join(' ') }, scope };
}

/** What a plan with these public numbers may promise; null if it should not be. */
export function scopeFor(terms: Terms): ScoresScope | null {
  const forecast = forecastFor(terms);
  return forecast === null ? UNCHECKED : scopeOf(forecast);
}

const scopeOf = ({ verdict }: ScoresForecast): ScoresScope | null => (verdict === 'full' || verdict === 'weak' ? verdict : null);

/** @returns null if a site declares no number of units */
function forecastFor({ dictionary, guarantee, sites, protection }: Terms): ScoresForecast | null {
  const units = publicCohort({ dictionary, sites });
  return units === null ? null : scoresForecast({ guarantee, units, sites: sites.length, honestSites: countedShares(protection) }, dictionary);
}

const twoReleases = ({ guarantee, dictionary: { daysPerPatient } }: Terms): string =>
  'Each site releases twice, first how many days have which value in each step, then how the steps vary together; the epsilon is that of both, and no site begins that cannot pay for both. ' +
  (personWords({ guarantee, perPerson: daysPerPatient }) ?? `It protects a patient with all days of theirs that are used, at most ${daysPerPatient}, which count with their mean.`);

function uncheckedSentence({ dictionary, sites }: Terms): string {
  const silent = sites.filter((site) => declaredSize(dictionary, site) === null).join(', ');
  return `The dictionary declares no public number of ${dictionary.unit}s for ${silent}, so the noise cannot be compared with it: days bear the label that relations from hour to hour may be weak.`;
}
