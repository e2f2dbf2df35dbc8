import type { GanScores } from './measure.js';

/** The one JSON object of `bench:gan`. */
export interface GanReport {
  readonly epsilon: number | null;
  readonly delta: number | null;
  readonly scores: readonly GanScores[];
}

/** The report for people: means and standard deviations over seeds. */
export function reportText({ epsilon, delta, scores }: GanReport): string {
  const over = (name: string, values: readonly number[]) => `${name.padEnd(34)} ${mean(values).toFixed(3)} (sd ${deviation(values).toFixed(3)})`;
  return [
    epsilon === null || delta === null ? 'Without noise: no privacy, for public records only' : `epsilon ${epsilon}, delta ${delta}, patient, add-or-remove-one, each site with the full noise`,
    over('accuracy', scores.map(({ accuracy }) => accuracy)),
    over('accuracy less real records', scores.map(({ accuracy, real }) => accuracy - real.accuracy)),
    over('AUROC', scores.map(({ auroc }) => auroc)),
    over('AUROC less real records', scores.map(({ auroc, real }) => auroc - real.auroc)),
    over('TV1', scores.map(({ tv1 }) => tv1)),
    over('TV2', scores.map(({ tv2 }) => tv2)),
    over('CPU seconds', scores.map(({ cpuSeconds }) => cpuSeconds)),
    ...scores.slice(0, 1).flatMap(({ forecast }) => (forecast === null ? [] : [`${'signal to noise, forecast'.padEnd(34)} ${forecast.toFixed(2)} at most`])),
    '',
  ].join('\n');
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return values.length < 2 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
