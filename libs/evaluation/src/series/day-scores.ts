import { busyHalfAuroc, weekendAuroc } from './day-tasks.js';
import { scaledDays, type DaySet } from './day-set.js';
import { detectionAuroc } from './detection.js';
import { profileError, stepQuantileError, totalsError } from './distribution-distances.js';
import { forecastR2 } from './next-step-forecast.js';
import { relationDistances, type RelationDistances } from './relation-distances.js';

/** What synthetic days are worth. Exact scores of real days: for public benchmarks only. */
export interface DayScores extends RelationDistances {
  readonly profile: number;
  readonly stepQuantiles: number;
  /** in the unit of the first channel */
  readonly totals: number;
  readonly detection: number;
  /** R2 on real test days of a forecast fitted to real training days, less that of one fitted to synthetic days. */
  readonly forecastGap: number;
  readonly busyHalf: number;
  readonly weekend: number;
}

export interface DayComparison {
  readonly synthetic: DaySet;
  /** what the generator was trained on, and other days */
  readonly training: DaySet;
  readonly test: DaySet;
  readonly seed: number;
  /** What the first channel comes to in a busy half of a day. */
  readonly busyAbove: number;
}

export function dayScores({ synthetic, training, test, seed, busyAbove }: DayComparison): DayScores {
  const { steps } = training;
  const [ours, theirs, others] = [synthetic, training, test].map(scaledDays);
  return {
    profile: profileError(ours, theirs),
    stepQuantiles: stepQuantileError(ours, theirs),
    ...relationDistances(ours, theirs, steps),
    totals: totalsError(synthetic, training),
    detection: detectionAuroc(ours, others, seed),
    forecastGap: forecastR2({ training: theirs, test: others, steps }) - forecastR2({ training: ours, test: others, steps }),
    busyHalf: busyHalfAuroc({ training: synthetic, test, seed }, busyAbove),
    weekend: weekendAuroc({ training: synthetic, test, seed }),
  };
}
