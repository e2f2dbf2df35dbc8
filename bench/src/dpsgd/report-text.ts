import type { Absent } from './contender.js';
import type { Speed } from './measure.js';
import { models } from './models.js';

/** The one JSON object of `bench:dpsgd`. */
export interface DpSgdReport {
  readonly turns: number;
  readonly seconds: number;
  readonly runtime: string;
  readonly speeds: readonly Speed[];
  readonly absent: readonly Absent[];
}

/** The report for people. */
export function reportText({ turns, seconds, runtime, speeds, absent }: DpSgdReport): string {
  return [
    `Examples per second of processor time (of wall time), one step after the other; median of ${turns} turns of ${seconds} s, ${runtime}`,
    ...models.flatMap(({ name, title, batch }) => ['', `${title}, batch ${batch}`, ...speeds.filter(({ model }) => model === name).map(line)]),
    '',
    ...absent.map(({ reason }) => reason),
    '',
  ].join('\n');
}

function line({ contender, perCpuSecond, perWallSecond }: Speed): string {
  return `  ${contender.padEnd(78)} ${perCpuSecond.toFixed(0).padStart(8)} (${perWallSecond.toFixed(0)})`;
}
