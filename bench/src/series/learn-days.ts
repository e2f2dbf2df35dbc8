import type { Guarantee } from '@commonward/accounting';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import type { SeriesDays, SeriesDictionary } from '@commonward/schema';
import { absorbMoments, absorbTables, aggregate, dayGenerator, momentsPlan, sampleDays, type Aggregate, type SyntheticDays } from '@commonward/synthesis/coordinator';
import { correlationErrorOf, countedShares, planScores, scoresForecast, type ScoresForecast, type ScoresPlan, type Trust } from '@commonward/synthesis/plan';
import { boundScores, releaseVariances } from '@commonward/synthesis/site';
import { publicSeed } from '../public-seed.js';
import { seenBy } from '../seen-by.js';

export const SITE_NAMES = ['north', 'east', 'south', 'west'] as const;

export interface DayStudy {
  readonly dictionary: SeriesDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly seed: number;
}

export interface LearntDays {
  /** What a study with these numbers is told. */
  readonly forecast: ScoresForecast;
  /** The error of correlations that is to be expected of so many days. */
  readonly expectedError: number;
  readonly synthetic: SyntheticDays;
}

/**
 * Both rounds of a study over these sites, with the product's own halves of site and coordinator. Where the product would refuse days
 * it is told of as many as it asks for, so that what it refuses is measured too.
 */
export function learnDays(sites: readonly SeriesDays[], study: DayStudy): LearntDays {
  const days = sites.reduce((sum, { rows }) => sum + rows, 0);
  // The noise of a plan does not depend on how many days there are, so any plan says whose noise counts.
  const honestSites = countedShares(planOf(study, MANY));
  const forecast = scoresForecast({ guarantee: study.guarantee, units: days, sites: SITE_NAMES.length, honestSites }, study.dictionary);
  const first = planOf(study, forecast.verdict === 'full' || forecast.verdict === 'weak' ? days : forecast.unitsNeeded.weak);
  const records = sites.map((each) => Sensitive.of([each]));
  const contributors = sites.length;
  const tables = summed(records, first);
  const plan = momentsPlan(first, tables, SITE_NAMES);
  const signal = absorbTables(tables.sum, { plan: first, contributors });
  const correlations = absorbMoments(summed(records, plan).sum, { plan, signal, contributors });
  const generator = dayGenerator({ plan, signal, correlations, contributors });
  return { forecast, expectedError: correlationErrorOf(first, days), synthetic: sampleDays(generator, plan, { days: Math.round(generator.units), stream: 'bench', cells: new Map() }) };
}

const MANY = 1e6;

function planOf({ dictionary, guarantee, trust, seed }: DayStudy, units: number): ScoresPlan {
  const publicCohortSize = Object.fromEntries(SITE_NAMES.map((site) => [site, units / SITE_NAMES.length]));
  const aggregation = trust === 'shared' ? 'masked' : 'plain';
  const planning = planScores({ study: `fitbit-${seed}`, dictionary: { ...dictionary, publicCohortSize }, guarantee, trust, aggregation, sites: SITE_NAMES, seed: publicSeed(seed) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

/** The exact sum of all sites' releases, as the coordinator has it. */
function summed(records: readonly Sensitive<Iterable<SeriesDays>>[], plan: ScoresPlan): Aggregate {
  const variances = releaseVariances(plan);
  const releases = records.map((each) => discreteGaussian(boundScores(each, plan), { variances, random: systemRandom }).value);
  return aggregate(seenBy(plan, releases), plan);
}
