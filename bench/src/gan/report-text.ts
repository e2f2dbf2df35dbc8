import type { Learning } from './learning.js';
import type { GanRun } from './measure.js';

/** The one JSON object of `bench:gan`. */
export interface GanReport {
  readonly learning: Learning;
  readonly runs: readonly GanRun[];
}

/** The report for people. */
export function reportText({ learning, runs }: GanReport): string {
  return [heading(learning), ...scoreLines(runs), ''].join('\n');
}

/** Means and standard deviations over seeds, a line each. */
export function scoreLines(runs: readonly GanRun[]): readonly string[] {
  const over = (name: string, values: readonly number[]) => `${name.padEnd(34)} ${mean(values).toFixed(3)} (sd ${deviation(values).toFixed(3)})`;
  return [
    ...Object.keys(runs[0].scores).map((name) => over(name, runs.map(({ scores }) => scores[name]))),
    over('CPU seconds', runs.map(({ cpuSeconds }) => cpuSeconds)),
    ...runs.slice(0, 1).flatMap(({ forecast }) => (forecast === null ? [] : [`${'signal to noise, forecast'.padEnd(34)} ${forecast.toFixed(2)} at most`])),
  ];
}

function heading(learning: Learning): string {
  switch (learning.kind) {
    case 'exact':
      return 'Without noise: no privacy, for public records only';
    case 'clipped':
      return 'Clipped, without noise: no privacy, for public records only';
    case 'noised': {
      const { epsilon, delta, unit, adjacency } = learning.guarantee;
      return `epsilon ${epsilon}, delta ${delta}, ${unit}, ${adjacency}, each site with the full noise`;
    }
    default:
      return learning satisfies never;
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return values.length < 2 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}
