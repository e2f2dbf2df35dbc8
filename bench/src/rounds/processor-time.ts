import { readFileSync } from 'node:fs';
import { UsageError } from '../usage-error.js';

/** Linux counts processor time in hundredths of a second, whatever its clock. */
const TICKS_PER_SECOND = 100;
/** In what follows the command in /proc/PID/stat: fields 14 and 15 of the whole line, the time in user and in system mode. */
const [USER, SYSTEM] = [11, 12];

/** What a process with all its threads had used by then. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly seconds: number;
}

/** @throws UsageError where the system has no /proc */
export function processorSeconds(pid: number): number {
  return secondsIn(statOf(pid));
}

/** @param stat a line of /proc/PID/stat; the command in parentheses may itself hold blanks and parentheses */
export function secondsIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[USER]) + Number(fields[SYSTEM])) / TICKS_PER_SECOND;
}

/** What was used between two moments; between readings as much in each millisecond. @param readings in order of time, from before `from` */
export function usedBetween(readings: readonly Reading[], from: number, to: number): number {
  return usedBy(readings, to) - usedBy(readings, from);
}

function usedBy(readings: readonly Reading[], at: number): number {
  const next = readings.findIndex((reading) => reading.at >= at);
  if (next < 0) return readings[readings.length - 1].seconds;
  if (next === 0) return readings[0].seconds;
  const [before, after] = [readings[next - 1], readings[next]];
  return before.seconds + ((at - before.at) / (after.at - before.at)) * (after.seconds - before.seconds);
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    throw new UsageError(`The processor time of process ${pid} cannot be read: the process has ended, or this system has no /proc (this benchmark needs Linux).`);
  }
}
