import type { Guarantee } from '@commonward/accounting';
import type { SeriesDictionary } from '@commonward/schema';
import { valueAt, type Curve } from '../curve.js';
import { countedShares } from '../protection.js';
import { seriesNoise, SERIES_LIMITS, unitsNeeded, verdictOf, type SeriesNoise, type SeriesTerms, type SeriesVerdict } from './series-gate.js';
import { stepsOf, type ScoresPlan } from './scores-plan.js';

/** What a study of days is likely to give, from public numbers alone. */
export interface ScoresForecast {
  readonly verdict: SeriesVerdict;
  readonly noise: SeriesNoise;
  /** Mean error of a correlation between two hours; null if no days would be published. */
  readonly correlationError: number | null;
  readonly unitsNeeded: { readonly full: number; readonly weak: number };
  readonly guarantee: Guarantee;
  /** The same in words. */
  readonly sentences: readonly string[];
}

/**
 * Noise of a correlation, and the mean error of correlations, within channels and across, that studies came to with it. The first two points are of simulated
 * days, the others half way between these and Fitbit's days with the same noise: seeds 0 to 2 of shared trust at epsilon 10, 3 and 1, and of local trust at 1
 * (docs/results.md, "Forecasts"). Both have three channels by the hour.
 */
const FORECAST_CURVE: Curve = [
  [0.0122, 0.0355],
  [0.0282, 0.0435],
  [0.0754, 0.0658],
  [0.2126, 0.0862],
  [0.576, 0.14],
  [0.9976, 0.1951],
];

export function scoresForecast(terms: Omit<SeriesTerms, 'steps'>, dictionary: SeriesDictionary): ScoresForecast {
  const all = { ...terms, steps: stepsOf(dictionary) };
  const noise = seriesNoise(all);
  const verdict = verdictOf(noise);
  const correlationError = verdict === 'full' || verdict === 'weak' ? valueAt(FORECAST_CURVE, noise.correlation) : null;
  const needed = unitsNeeded(all);
  const forecast = { verdict, noise, correlationError, unitsNeeded: needed, guarantee: terms.guarantee };
  return { ...forecast, sentences: [verdictSentence(forecast, terms), noiseSentence(forecast)] };
}

/** Mean error of a correlation between two steps, of a study that is planned. @param cohort declared units at all sites together, at least 1 */
export function correlationErrorOf({ guarantee, dictionary, sites, ...protection }: ScoresPlan, cohort: number): number {
  const noise = seriesNoise({ guarantee, units: cohort, sites: sites.length, honestSites: countedShares(protection), steps: stepsOf(dictionary) });
  return valueAt(FORECAST_CURVE, noise.correlation);
}

export const unitWord = ({ unit }: Guarantee, count: number): string => `${count} ${unit === 'day' ? 'days' : 'persons'}`;

type Parts = Omit<ScoresForecast, 'sentences'>;

function verdictSentence({ verdict, noise, unitsNeeded: needed, guarantee }: Parts, { units, sites }: Omit<SeriesTerms, 'steps'>): string {
  const given = `${unitWord(guarantee, units)} at ${sites} sites with epsilon ${guarantee.epsilon} and delta ${guarantee.delta}`;
  const limit = `the noise of a correlation is ${noise.correlation.toFixed(2)}`;
  switch (verdict) {
    case 'full':
      return `${given}: ${limit}, at most ${SERIES_LIMITS.full}; days can be published.`;
    case 'weak':
      return `${given}: ${limit}, above ${SERIES_LIMITS.full}; days can be published with the label that relations from hour to hour are weak. ${unitWord(guarantee, needed.full)} would do without.`;
    case 'margins':
      return `${given}: ${limit}, above ${SERIES_LIMITS.weak}: days would be noise, and nothing but every step by itself would be left. Days take ${unitWord(guarantee, needed.weak)}.`;
    case 'profile':
      return `${given}: ${limit}, above ${SERIES_LIMITS.weak}, and that of a cell ${noise.cell.toFixed(2)}, above ${SERIES_LIMITS.cell}; nothing but an average day about a public one would be left, and the dictionary has no public one. Days take ${unitWord(guarantee, needed.weak)}.`;
    case 'refused':
      return `${given} are too few: ${limit}, above ${SERIES_LIMITS.weak}, that of a cell ${noise.cell.toFixed(2)}, above ${SERIES_LIMITS.cell}, and that of an average day ${noise.profile.toFixed(3)}, above ${SERIES_LIMITS.profile}. Days take ${unitWord(guarantee, needed.weak)}.`;
    default:
      return verdict satisfies never;
  }
}

function noiseSentence({ noise, correlationError, guarantee }: Parts): string {
  const cell = `The share of ${guarantee.unit === 'day' ? 'days' : 'a person\'s days'} in a cell of a step is known to ${(100 * noise.cell).toFixed(1)} percentage points (one standard deviation)`;
  return correlationError === null ? `${cell}.` : `${cell}; a correlation between two hours is off by ${correlationError.toFixed(2)} on average (measured on hourly activity, simulated and real).`;
}
