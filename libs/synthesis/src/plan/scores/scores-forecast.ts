import type { Guarantee } from '@commonward/accounting';
import type { SeriesDictionary } from '@commonward/schema';
import { seriesNoise, SERIES_LIMITS, unitsNeeded, verdictOf, type SeriesNoise, type SeriesTerms, type SeriesVerdict } from './series-gate.js';
import { stepsOf } from './scores-plan.js';

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
 * Noise of a correlation, and the mean error of correlations that was measured with it: activity of 33 persons by the hour, 903 days,
 * three channels, studies of days and of persons (which lie on one curve). The least is what two halves of the real days differ by.
 */
const FORECAST_CURVE = [
  [0, 0.055],
  [0.05, 0.06],
  [0.1, 0.078],
  [0.17, 0.088],
  [0.34, 0.139],
  [0.465, 0.156],
  [0.9, 0.213],
  [1.7, 0.295],
] as const;

export function scoresForecast(terms: Omit<SeriesTerms, 'steps'>, dictionary: SeriesDictionary): ScoresForecast {
  const all = { ...terms, steps: stepsOf(dictionary) };
  const noise = seriesNoise(all);
  const verdict = verdictOf(noise);
  const correlationError = verdict === 'full' || verdict === 'weak' ? expectedError(noise.correlation) : null;
  const needed = unitsNeeded(all);
  const forecast = { verdict, noise, correlationError, unitsNeeded: needed, guarantee: terms.guarantee };
  return { ...forecast, sentences: [verdictSentence(forecast, terms), noiseSentence(forecast)] };
}

/** Straight lines between what was measured, and beyond it the last value. */
export function expectedError(noise: number): number {
  const next = FORECAST_CURVE.findIndex(([at]) => at >= noise);
  if (next <= 0) return FORECAST_CURVE[next === 0 ? 0 : FORECAST_CURVE.length - 1][1];
  const [[low, from], [high, to]] = [FORECAST_CURVE[next - 1], FORECAST_CURVE[next]];
  return from + ((noise - low) / (high - low)) * (to - from);
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
  return correlationError === null ? `${cell}.` : `${cell}; a correlation between two hours is off by ${correlationError.toFixed(2)} on average, of which .06 is chance (measured on hourly activity).`;
}
