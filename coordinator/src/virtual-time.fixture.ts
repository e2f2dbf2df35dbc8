import type { Alarm, Clock } from './clock.js';

/** A clock that stands still until time is let pass, and the alarms that ring meanwhile. */
export class VirtualTime {
  #nowMs: number;
  readonly #alarms = new Set<{ readonly atMs: number; readonly ring: () => void }>();

  constructor(startsAt = '2026-01-01T00:00:00.000Z') {
    this.#nowMs = Date.parse(startsAt);
  }

  readonly clock: Clock = () => this.#nowMs;

  readonly alarm: Alarm = (atMs, ring) => {
    const alarm = { atMs, ring };
    this.#alarms.add(alarm);
    return () => this.#alarms.delete(alarm);
  };

  pass(ms: number): void {
    this.#nowMs += ms;
    for (const alarm of this.#alarms) {
      if (alarm.atMs > this.#nowMs) continue;
      this.#alarms.delete(alarm);
      alarm.ring();
    }
  }
}
