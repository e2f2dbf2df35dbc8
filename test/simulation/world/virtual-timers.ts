import type { Schedule } from './schedule.js';

let schedule: Schedule | null = null;

/** Whose time `setTimeout` waits for from now on. */
export function waitBy(next: Schedule): void {
  schedule = next;
}

/** Stands in for `node:timers/promises`: waits in virtual time, so that no retry depends on the speed of this machine. */
export function setTimeout<T>(ms: number, value: T): Promise<T> {
  const now = schedule;
  if (now === null) throw new Error('No run has begun.');
  return new Promise((resolve) => now.after(ms, () => resolve(value)));
}
