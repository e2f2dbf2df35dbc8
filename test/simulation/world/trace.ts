import { createHash } from 'node:crypto';
import type { Schedule } from './schedule.js';

/** What happened, one line each, and a digest of it. */
export class Trace {
  readonly lines: string[] = [];
  readonly #schedule: Schedule;

  constructor(schedule: Schedule) {
    this.#schedule = schedule;
  }

  add(who: string, what: string): void {
    this.lines.push(`${(this.#schedule.nowMs / 1000).toFixed(3).padStart(8)} s  ${who.padEnd(14)} ${what}`);
  }

  get sha256(): string {
    return createHash('sha256').update(this.lines.join('\n')).digest('hex');
  }
}
