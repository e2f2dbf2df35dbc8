import type { Guarantee } from '@commonward/accounting';
import { busyHalfAuroc, dayScores, forecastR2, scaledDays, weekendAuroc, type DayScores, type DaySet } from '@commonward/evaluation';
import type { SeriesDictionary } from '@commonward/schema';
import type { ScoresForecast, Trust } from '@commonward/synthesis/plan';
import { learnDays } from './learn-days.js';
import type { RealDays } from './load-fitbit.js';
import { splitDays, takeSeriesDays, type SplitKind } from './splits.js';

export interface DayTask {
  readonly real: RealDays;
  readonly split: SplitKind;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
}

export interface DayRun {
  readonly scores: DayScores;
  readonly forecast: ScoresForecast;
  readonly expectedError: number;
  readonly effectiveDays: number;
}

/** A busy afternoon and evening: 4,000 steps from noon on. */
export const BUSY_ABOVE = 4000;

/** One study with privacy noise of its own; the seed drives who is held out and who is where. */
export function measureDays({ real: { dictionary, days }, split, guarantee, trust }: DayTask, seed: number): DayRun {
  const { sites, test } = splitDays(days, split, seed);
  const { forecast, expectedError, synthetic } = learnDays(sites.map((places) => takeSeriesDays(days, places)), { dictionary, guarantee, trust, seed });
  const real = (places: readonly number[]): DaySet => daySet(takeSeriesDays(days, places), dictionary);
  const scores = dayScores({ synthetic: daySet(synthetic, dictionary), training: real(sites.flat().sort((a, b) => a - b)), test: real(test), seed, busyAbove: BUSY_ABOVE });
  return { scores, forecast, expectedError, effectiveDays: synthetic.effectiveDays };
}

/** What real days score: the test days as if they were synthetic, but for the forecast and the classifiers, which learn from the training days. */
export function measureRealDays({ dictionary, days }: RealDays, split: SplitKind, seed: number): DayScores & { readonly forecast: number } {
  const { sites, test } = splitDays(days, split, seed);
  const [training, held] = [sites.flat().sort((a, b) => a - b), test].map((places) => daySet(takeSeriesDays(days, places), dictionary));
  const scores = dayScores({ synthetic: held, training, test: held, seed, busyAbove: BUSY_ABOVE });
  return {
    ...scores,
    forecastGap: 0,
    forecast: forecastR2({ training: scaledDays(training), test: scaledDays(held), steps: training.steps }),
    detection: dayScores({ synthetic: training, training, test: held, seed, busyAbove: BUSY_ABOVE }).detection,
    busyHalf: busyHalfAuroc({ training, test: held, seed }, BUSY_ABOVE),
    weekend: weekendAuroc({ training, test: held, seed }),
  };
}

/** Of days whose last column is the weekend. */
export function daySet({ rows, codes, values }: { readonly rows: number; readonly codes: Uint8Array; readonly values: Float64Array }, { channels, grid }: SeriesDictionary): DaySet {
  const width = codes.length / rows;
  return { channels, steps: grid.count, values, weekend: Uint8Array.from({ length: rows }, (_, row) => codes[(row + 1) * width - 1]) };
}
