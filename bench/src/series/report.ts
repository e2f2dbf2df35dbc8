import type { DayScores } from '@commonward/evaluation';
import { missedGoals, type TrustMode } from './acceptance.js';
import type { DayRun } from './measure-days.js';
import type { SplitKind } from './splits.js';

/** One cell of the table: means over seeds, and standard deviations. */
export interface SeriesRow {
  readonly split: SplitKind;
  readonly trust: TrustMode;
  readonly epsilon: number;
  readonly seeds: number;
  /** What the gate says of a study with these public numbers, of the first seed. */
  readonly verdict: string;
  readonly correlationNoise: number;
  /** Forecast error of a correlation, and over what was measured within channels and across, on average. */
  readonly expectedError: number;
  readonly expectedOverMeasured: number;
  readonly effectiveDays: number;
  readonly mean: DayScores;
  readonly deviation: DayScores;
  /** Goals that are missed; null where the cell has none: goals are those of the split by days. */
  readonly missed: readonly string[] | null;
}

export function rowOf(runs: readonly DayRun[], { split, trust, epsilon }: { readonly split: SplitKind; readonly trust: TrustMode; readonly epsilon: number }): SeriesRow {
  const all = runs.map(({ scores }) => scores);
  const mean = eachScore((name) => meanOf(all.map((scores) => scores[name])));
  const [{ forecast }] = runs;
  const expectedError = meanOf(runs.map((run) => run.expectedError));
  return {
    split,
    trust,
    epsilon,
    seeds: runs.length,
    verdict: forecast.verdict,
    correlationNoise: forecast.noise.correlation,
    expectedError,
    expectedOverMeasured: expectedError / ((mean.within + mean.across) / 2),
    effectiveDays: meanOf(runs.map(({ effectiveDays }) => effectiveDays)),
    mean,
    deviation: eachScore((name) => Math.sqrt(all.reduce((sum, scores) => sum + (scores[name] - mean[name]) ** 2, 0) / Math.max(all.length - 1, 1))),
    missed: split === 'days' ? missedGoals(mean, { trust, epsilon }) : null,
  };
}

const SCORES = ['profile', 'stepQuantiles', 'within', 'across', 'autocorrelation', 'detection', 'forecastGap', 'busyHalf', 'weekend', 'totals'] as const;

export function eachScore(of: (name: keyof DayScores) => number): DayScores {
  return Object.fromEntries(SCORES.map((name) => [name, of(name)])) as Record<(typeof SCORES)[number], number>;
}

export const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const shown = (name: keyof DayScores, value: number): string => value.toFixed(name === 'totals' ? 0 : 3);

export function scoresText(mean: DayScores, deviation: DayScores | null): string {
  return SCORES.map((name) => `${name} ${shown(name, mean[name])}${deviation === null ? '' : ` (${shown(name, deviation[name])})`}`).join('  ');
}

export function rowText({ split, trust, epsilon, seeds, verdict, correlationNoise, expectedError, expectedOverMeasured, effectiveDays, mean, deviation, missed }: SeriesRow): string {
  const verdictText = `gate: ${verdict} (noise of a correlation ${correlationNoise.toFixed(2)}); pool worth ${effectiveDays.toFixed(0)} days; correlation error forecast ${expectedError.toFixed(3)}, over measured ${expectedOverMeasured.toFixed(2)}`;
  const goals = missed === null ? '' : missed.length === 0 ? '\n  all goals met' : `\n  MISSED: ${missed.join(', ')}`;
  return `${trust} epsilon ${epsilon}, split by ${split}, ${seeds} seeds; ${verdictText}\n  ${scoresText(mean, deviation)}${goals}`;
}
