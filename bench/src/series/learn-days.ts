import type { Guarantee } from '@commonward/accounting';
import { discreteGaussian, Sensitive, systemRandom, type Bounded } from '@commonward/privacy';
import type { SeriesDays, SeriesDictionary } from '@commonward/schema';
import { absorbMoments, absorbTables, dayGenerator, sampleDays, type SyntheticDays } from '@commonward/synthesis/coordinator';
import { planScores, scoresLength, type ScoresForecast, type ScoresPart, type ScoresPlan } from '@commonward/synthesis/plan';
import { boundMoments, boundTables } from '@commonward/synthesis/site';

export const SITE_NAMES = ['north', 'east', 'south', 'west'] as const;

export interface DayStudy {
  readonly dictionary: SeriesDictionary;
  readonly guarantee: Guarantee;
  /** How many honest sites' noise makes the noise of the guarantee. */
  readonly honestSites: number;
  readonly seed: number;
}

export interface LearntDays {
  /** What a study with these numbers is told. */
  readonly forecast: ScoresForecast;
  readonly synthetic: SyntheticDays;
}

/**
 * Both rounds of a study over these sites, with the product's own halves of site and coordinator. Where the product would refuse days
 * it is told of as many as it asks for, so that what it refuses is measured too.
 */
export function learnDays(sites: readonly SeriesDays[], study: DayStudy): LearntDays {
  const days = sites.reduce((sum, { rows }) => sum + rows, 0);
  const { forecast } = planned(study, days);
  const plan = planOf(study, forecast.verdict === 'full' || forecast.verdict === 'weak' ? days : forecast.unitsNeeded.weak);
  const records = sites.map((each) => Sensitive.of([each]));
  const contributors = sites.length;
  const signal = absorbTables(summed(plan, 'tables', records.map((each) => boundTables(each, plan))), { plan, contributors });
  const moments = summed(plan, 'moments', records.map((each) => boundMoments(each, plan, signal)));
  const correlations = absorbMoments(moments, { plan, signal, contributors });
  const generator = dayGenerator({ plan, signal, correlations, contributors });
  return { forecast, synthetic: sampleDays(generator, plan, { days: Math.round(generator.units), stream: 'bench' }) };
}

const planned = ({ dictionary, guarantee, honestSites, seed }: DayStudy, units: number) =>
  planScores({ study: `fitbit-${seed}`, dictionary, guarantee, sites: SITE_NAMES, units, honestSites, seed: seed.toString(16).padStart(64, '0') });

function planOf(study: DayStudy, units: number): ScoresPlan {
  const planning = planned(study, units);
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

function summed(plan: ScoresPlan, part: ScoresPart, bounded: readonly Bounded<Int32Array>[]): Float64Array {
  const sum = new Float64Array(scoresLength(plan, part));
  const variances = plan[part].map(({ variance }) => variance);
  for (const each of bounded) discreteGaussian(each, { variances, random: systemRandom }).value.forEach((value, at) => (sum[at] += value));
  return sum;
}
