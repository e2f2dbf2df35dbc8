/** Milliseconds since 1970; injected where a rule depends on how long ago something was. */
export type Clock = () => number;

export const CLOCK = Symbol('Clock');

/** Rings once a moment has come, or earlier: whoever is woken looks at the clock. @returns forgets it */
export type Alarm = (atMs: number, ring: () => void) => () => void;

export const ALARM = Symbol('Alarm');

/** A machine that slept, or whose clock was put right, is found out within a minute. */
const LONGEST_SLEEP_MS = 60_000;

export const systemAlarm: Alarm = (atMs, ring) => {
  const timer = setTimeout(ring, Math.min(Math.max(0, atMs - Date.now()), LONGEST_SLEEP_MS)).unref();
  return () => clearTimeout(timer);
};
