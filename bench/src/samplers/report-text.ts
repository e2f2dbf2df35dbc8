import type { SamplerSpeeds } from './measure.js';

/** The one JSON object of `bench:samplers`; speeds are samples per second of processor time. */
export interface SamplerReport {
  readonly draws: number;
  readonly repeats: number;
  readonly runtime: string;
  readonly speeds: readonly SamplerSpeeds[];
}

/** The report for people. */
export function reportText({ draws, repeats, runtime, speeds }: SamplerReport): string {
  const lines = [['stddev', 'table', 'rejection', 'float Box-Muller', 'table / rejection', 'building the table']].concat(
    speeds.map(({ variance, table, rejection, boxMuller }) => [
      String(Math.sqrt(variance)),
      table === null ? '-' : millions(table.perSecond),
      millions(rejection),
      millions(boxMuller),
      table === null ? '-' : (table.perSecond / rejection).toFixed(1),
      table === null ? '-' : `${(1000 * table.buildSeconds).toFixed(1)} ms`,
    ]),
  );
  const widths = lines[0].map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  return [
    `Million samples per second of processor time, on the system generator; median of ${repeats} repeats of ${draws} draws; ${runtime}`,
    'The floating-point sampler is there for its speed only: nothing may be released with it.',
    '',
    ...lines.map((line) => line.map((cell, k) => cell.padStart(widths[k])).join('   ')),
    '',
  ].join('\n');
}

function millions(perSecond: number): string {
  return (perSecond / 1e6).toFixed(1);
}
