import type { Accounted } from './accounting.js';
import { TASK } from './task.js';

/** The one JSON object of `bench:accounting`. */
export interface AccountingReport {
  readonly task: typeof TASK;
  readonly repeats: number;
  readonly runtime: string;
  readonly ours: Accounted;
  /** Null, with the reason as `peer`, where dp-accounting is not there. */
  readonly theirs: Accounted | null;
  readonly peer: string;
  /** Their processor time over ours; null where they are not there. */
  readonly ratio: number | null;
}

/** The report for people. */
export function reportText({ repeats, runtime, ours, theirs, peer, ratio }: AccountingReport): string {
  const { sigma, sampled, outOf, steps, delta, interval } = TASK;
  return [
    `Privacy loss distribution of ${steps} steps with sigma ${sigma} on samples of ${sampled}/${outOf}, delta ${delta}, losses ${interval} apart`,
    `Processor time, median of ${repeats} repeats in turn after one that is not timed, without starting and importing`,
    '',
    line(`Commonward, ${runtime}`, ours),
    ...(theirs === null || ratio === null ? [peer] : [line(peer, theirs), `dp-accounting takes ${ratio.toFixed(2)} times as long`]),
    '',
  ].join('\n');
}

function line(name: string, { epsilon, cpuSeconds }: Accounted): string {
  return `${name.padEnd(40)} ${`${(1000 * cpuSeconds).toFixed(0)} ms`.padStart(8)}   epsilon ${epsilon.toFixed(6)}`;
}
